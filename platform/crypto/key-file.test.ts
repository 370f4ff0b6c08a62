import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { ensureKeyFile, readKeyFile } from './key-file.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'key-file-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('the first call makes a private file, later ones read the same key, and no draft stays behind', () => {
  const path = join(folder, 'deep', 'master.key');
  const made = ensureKeyFile(path);
  expect(ensureKeyFile(path)).toBe(made);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readdirSync(join(folder, 'deep'))).toEqual(['master.key']);
});

test('a file that holds no key is an error, never overwritten', () => {
  const path = join(folder, 'master.key');
  writeFileSync(path, 'nonsense');
  expect(() => ensureKeyFile(path)).toThrow('master key');
  expect(() => readKeyFile(join(folder, 'missing'))).toThrow('ENOENT');
});
