import { readJpegHeader } from './jpeg.ts';
import { isWholePng, readPngHeader } from './png.ts';

export interface ImageFacts {
  readonly type: 'image/png' | 'image/jpeg';
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

/** Kind and size by the bytes themselves; undefined for anything but a PNG or JPEG. Unpacks nothing. */
export function readImageFacts(bytes: Buffer): ImageFacts | undefined {
  const png = readPngHeader(bytes);
  if (png) return { type: 'image/png', width: png.width, height: png.height };
  const jpeg = readJpegHeader(bytes);
  return jpeg && { type: 'image/jpeg', ...jpeg };
}

/** True when the picture is whole. Unpacks a PNG: bound its size first. */
export function isWholeImage(bytes: Buffer): boolean {
  const png = readPngHeader(bytes);
  return png ? isWholePng(bytes, png) : readJpegHeader(bytes) !== undefined;
}
