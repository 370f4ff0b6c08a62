import { expect, test } from '@jest/globals';
import { JPEG, makePng as png } from '../../test/support/pictures.ts';
import { isWholeImage, readImageFacts } from './read-image.ts';

/** Frame and scan headers of a grey 20 x 30 picture; the scan's data do not matter here. */
const jpeg = Buffer.concat([
  Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0x00, 0x04, 0x4a, 0x46]),
  Buffer.from([0xff, 0xc0, 0x00, 0x0b, 0x08, 0x00, 0x1e, 0x00, 0x14, 0x01, 0x01, 0x11, 0x00]),
  Buffer.from([0xff, 0xda, 0x00, 0x08, 0x01, 0x01, 0x00, 0x00, 0x3f, 0x00, 0x12, 0x34, 0xff, 0xd9]),
]);

test('a whole PNG is known by its bytes, with its size', () => {
  const whole = png(10, 4, Buffer.alloc(4 * (1 + 10 * 3)));
  expect(readImageFacts(whole)).toEqual({ type: 'image/png', width: 10, height: 4 });
  expect(isWholeImage(whole)).toBe(true);
});

test('an interlaced PNG is measured by its passes', () => {
  // Adam7 of 5 x 5: passes of 1x1, 1x1, 2x1, 1x2, 3x1, 2x3 and 5x2 pixels, a filter byte for each of 11 rows.
  const raw = Buffer.alloc(11 + 3 * 25);
  expect(isWholeImage(png(5, 5, raw, [8, 2, 0, 0, 1]))).toBe(true);
  expect(isWholeImage(png(5, 5, raw.subarray(1), [8, 2, 0, 0, 1]))).toBe(false);
});

test('a PNG that is cut, damaged, or holds more or less than it says is not whole', () => {
  const raw = Buffer.alloc(4 * (1 + 10 * 3));
  const whole = png(10, 4, raw);
  const damaged = Buffer.from(whole);
  damaged.writeUInt8((damaged[45] ?? 0) ^ 1, 45);
  const bomb = png(10, 4, Buffer.alloc(50_000_000));
  for (const bytes of [whole.subarray(0, -12), damaged, png(10, 4, raw.subarray(1)), bomb])
    expect(isWholeImage(bytes)).toBe(false);
  expect(isWholeImage(png(10, 4, Buffer.alloc(4 * 11), [8, 3, 0, 0, 0]))).toBe(false);
});

test('a JPEG is known by its frame; without frame, scan or end it is none', () => {
  expect(readImageFacts(JPEG)).toEqual({ type: 'image/jpeg', width: 24, height: 16 });
  expect(readImageFacts(jpeg)).toEqual({ type: 'image/jpeg', width: 20, height: 30 });
  expect(isWholeImage(jpeg)).toBe(true);
  expect(readImageFacts(jpeg.subarray(0, -2))).toBeUndefined();
  expect(readImageFacts(jpeg.subarray(0, 21))).toBeUndefined();
  expect(readImageFacts(Buffer.concat([jpeg.subarray(0, 8), jpeg.subarray(21)]))).toBeUndefined();
});

test('other kinds, and PNG kinds that do not exist, are no picture', () => {
  const strange = [Buffer.from('<svg xmlns="x"/>'), Buffer.from('GIF89a'), Buffer.alloc(0), Buffer.from([0xff, 0xd8])];
  for (const bytes of strange) expect(readImageFacts(bytes)).toBeUndefined();
  expect(readImageFacts(png(1, 1, Buffer.alloc(4), [7, 2, 0, 0, 0]))).toBeUndefined();
});
