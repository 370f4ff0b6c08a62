import { constants, crc32, inflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Length, kind and checksum around a chunk's data. */
const CHUNK_FRAME = 12;
/** Samples a pixel by colour type, and the bit depths that the type allows (PNG specification, table 11.1). */
const COLOURS: Readonly<Record<number, { readonly samples: number; readonly depths: readonly number[] }>> = {
  0: { samples: 1, depths: [1, 2, 4, 8, 16] },
  2: { samples: 3, depths: [8, 16] },
  3: { samples: 1, depths: [1, 2, 4, 8] },
  4: { samples: 2, depths: [8, 16] },
  6: { samples: 4, depths: [8, 16] },
};
/** Adam7: first column and row of each pass, and its steps. */
const PASSES = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

export interface PngHeader {
  readonly width: number;
  readonly height: number;
  readonly bitsPerPixel: number;
  readonly palette: boolean;
  readonly interlaced: boolean;
}

interface Chunk {
  readonly kind: string;
  readonly data: Buffer;
}

/** The header of a PNG; undefined when it is none, or of a kind that does not exist. */
export function readPngHeader(bytes: Buffer): PngHeader | undefined {
  if (bytes.byteLength < 33 || !bytes.subarray(0, 8).equals(SIGNATURE)) return undefined;
  if (bytes.readUInt32BE(8) !== 13 || bytes.toString('latin1', 12, 16) !== 'IHDR') return undefined;
  const [depth = 0, colour = 0, compression, filter, interlace = 0] = bytes.subarray(24, 29);
  const kind = COLOURS[colour];
  if (!kind?.depths.includes(depth) || compression !== 0 || filter !== 0 || interlace > 1) return undefined;
  return {
    width: bytes.readUInt32BE(16),
    height: bytes.readUInt32BE(20),
    bitsPerPixel: kind.samples * depth,
    palette: colour === 3,
    interlaced: interlace === 1,
  };
}

/** The chunks up to IEND; undefined when one is cut or damaged, or the end is missing. */
function chunksOf(bytes: Buffer): Chunk[] | undefined {
  const chunks: Chunk[] = [];
  for (let at = SIGNATURE.byteLength; at + CHUNK_FRAME <= bytes.byteLength; ) {
    const length = bytes.readUInt32BE(at);
    const end = at + CHUNK_FRAME + length;
    if (end > bytes.byteLength) return undefined;
    if (crc32(bytes.subarray(at + 4, end - 4)) !== bytes.readUInt32BE(end - 4)) return undefined;
    const kind = bytes.toString('latin1', at + 4, at + 8);
    if (kind === 'IEND') return chunks;
    chunks.push({ kind, data: bytes.subarray(at + 8, end - 4) });
    at = end;
  }
  return undefined;
}

/** Bytes of the picture's rows, each with its filter byte. */
function rawSize({ width, height, bitsPerPixel, interlaced }: PngHeader): number {
  const rows = (columns: number, lines: number): number =>
    columns === 0 ? 0 : lines * (1 + Math.ceil((columns * bitsPerPixel) / 8));
  if (!interlaced) return rows(width, height);
  const passes = PASSES.map(([x, y, stepX, stepY]) =>
    rows(Math.ceil((width - x) / stepX), Math.ceil((height - y) / stepY)),
  );
  return passes.reduce((sum, size) => sum + size, 0);
}

/**
 * True when the whole picture can be read: checksums, and rows of exactly the size that the header says. The caller has
 * bounded the header's size; no more than that is ever unpacked.
 */
export function isWholePng(bytes: Buffer, header: PngHeader): boolean {
  const chunks = chunksOf(bytes);
  if (!chunks || (header.palette && !chunks.some(({ kind, data }) => kind === 'PLTE' && data.byteLength >= 3)))
    return false;
  const packed = Buffer.concat(chunks.filter(({ kind }) => kind === 'IDAT').map(({ data }) => data));
  const size = rawSize(header);
  try {
    return inflateSync(packed, { maxOutputLength: size, finishFlush: constants.Z_FINISH }).byteLength === size;
  } catch {
    return false;
  }
}
