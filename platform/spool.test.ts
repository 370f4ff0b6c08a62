import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, expect, test } from '@jest/globals';
import { partsOf } from '../test/support/parts-of.ts';
import { openSpool } from './spool.ts';

const named = () => readdirSync(tmpdir()).filter((name) => name.startsWith('spool-'));

describe('a spool', () => {
  test('gives back what was written, in parts of 64 KiB at most', async () => {
    const spool = await openSpool();
    const parts = [1, 70_000, 0, 65_536, 3].map((size) => randomBytes(size));
    for (const part of parts) await spool.write(part);
    const written = Buffer.concat(parts);
    expect(spool.size()).toBe(written.byteLength);
    const read = await partsOf(spool.read());
    expect(Math.max(...read.map((part) => part.byteLength))).toBeLessThanOrEqual(64 * 1024);
    expect(Buffer.concat(read).equals(written)).toBe(true);
  });

  test('has no name on the disk', async () => {
    const before = named();
    const spool = await openSpool();
    await spool.write(Buffer.from('personal'));
    expect(named()).toEqual(before);
    await spool.discard();
  });

  test('is gone when nobody reads it, or who reads hangs up', async () => {
    const unread = await openSpool();
    await unread.write(Buffer.from('x'));
    const stream = unread.read(1);
    await new Promise((resolve) => setTimeout(resolve, 30));
    await expect(stream.getReader().read()).rejects.toThrow('Nobody read');
    await expect(unread.write(Buffer.from('y'))).rejects.toThrow();
    const left = await openSpool();
    await left.write(Buffer.from('x'));
    await left.read().cancel();
    await expect(left.write(Buffer.from('y'))).rejects.toThrow();
  });
});
