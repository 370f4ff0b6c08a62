import { randomBytes } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { unzipSync } from 'fflate';
import { partsOf } from '../test/support/parts-of.ts';
import { zipStream } from './zip-stream.ts';

const streamOf = (parts: readonly Uint8Array<ArrayBuffer>[]) =>
  new ReadableStream<Uint8Array<ArrayBuffer>>({
    start(controller) {
      for (const part of parts) controller.enqueue(part);
      controller.close();
    },
  });

test.each([
  ['many parts', [randomBytes(70_000), Buffer.alloc(200_000, 'boleta|'), randomBytes(1)]],
  ['nothing', []],
])('a ZIP made part by part holds the one file whole: %s', async (_name, parts) => {
  const bytes = Buffer.concat(await partsOf(zipStream('LE1.TXT', streamOf(parts.map((part) => new Uint8Array(part))))));
  const files = unzipSync(bytes);
  expect(Object.keys(files)).toEqual(['LE1.TXT']);
  expect(Buffer.concat([files['LE1.TXT'] ?? Buffer.of(0)]).equals(Buffer.concat(parts))).toBe(true);
});
