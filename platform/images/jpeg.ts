/** Frames that readers of PDF know: baseline, extended and progressive, Huffman coded. */
const FRAMES = new Set([0xc0, 0xc1, 0xc2]);
const SCAN = 0xda;
const END = Buffer.from([0xff, 0xd9]);
const COMPONENTS = new Set([1, 3, 4]);

export interface JpegHeader {
  readonly width: number;
  readonly height: number;
}

function frameOf(segment: Buffer): JpegHeader | undefined {
  if (segment.byteLength < 6) return undefined;
  const [precision, components = 0] = [segment[0], segment[5]];
  if (precision !== 8 || !COMPONENTS.has(components) || segment.byteLength < 6 + 3 * components) return undefined;
  return { width: segment.readUInt16BE(3), height: segment.readUInt16BE(1) };
}

/**
 * The size of a JPEG whose segments hold together: a frame of a known kind, a scan after it, and the end mark.
 * Undefined for anything else.
 */
export function readJpegHeader(bytes: Buffer): JpegHeader | undefined {
  if (bytes.byteLength < 4 || bytes.readUInt16BE(0) !== 0xffd8) return undefined;
  let header: JpegHeader | undefined;
  for (let at = 2; at + 4 <= bytes.byteLength; ) {
    const marker = bytes[at + 1] ?? 0;
    if (bytes[at] !== 0xff) return undefined;
    if (marker === 0xff) {
      // Fill bytes may stand before a marker.
      at += 1;
      continue;
    }
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    if (end > bytes.byteLength || end < at + 4) return undefined;
    if (marker === SCAN) return bytes.lastIndexOf(END) > end ? header : undefined;
    if (FRAMES.has(marker)) header = frameOf(bytes.subarray(at + 4, end));
    at = end;
  }
  return undefined;
}
