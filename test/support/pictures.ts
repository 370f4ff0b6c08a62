import { crc32, deflateSync } from 'node:zlib';

function chunk(kind: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(kind, 'latin1'), data]);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.byteLength);
  checksum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, checksum]);
}

/** Depth, colour type (2: RGB), compression, filter, interlacing. */
const RGB = [8, 2, 0, 0, 0] as const;

/** A PNG around rows as they stand before packing (black when not given); nothing of it needs to be true. */
export function makePng(
  width: number,
  height: number,
  raw: Buffer = Buffer.alloc(height * (1 + width * 3)),
  kind: readonly number[] = RGB,
): Buffer {
  const size = Buffer.alloc(8);
  size.writeUInt32BE(width);
  size.writeUInt32BE(height, 4);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const header = chunk('IHDR', Buffer.concat([size, Buffer.from(kind)]));
  return Buffer.concat([signature, header, chunk('IDAT', deflateSync(raw)), chunk('IEND', Buffer.alloc(0))]);
}

/** A real JPEG of 24 x 16 pixels. */
export const JPEG = Buffer.from(
  [
    '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62r',
    'Z4C8ybqmx5moq6T/2wBDARweHigjKE4rK06kbl1upKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSk',
    'pKT/wAARCAAQABgDASIAAhEBAxEB/8QAFwABAQEBAAAAAAAAAAAAAAAAAAIDBP/EACQQAAAFBAIBBQAAAAAAAAAAAAABAxESAgQFYRMU',
    'QSIjQoHR/8QAFgEBAQEAAAAAAAAAAAAAAAAABAIF/8QAGxEAAgEFAAAAAAAAAAAAAAAAAAEiAxITIWH/2gAMAwEAAhEDEQA/AJxuP7/J',
    '7vHBvi7u+9C8ji+ihSrzTeqLRbwe9DGxv1bGfFTQc2eRH4+9irzJrXqRJqUpkRVS9JH+7Bo29Ntqtl04nGAAIEn/2Q==',
  ].join(''),
  'base64',
);
