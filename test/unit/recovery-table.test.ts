import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const ROOT = join(import.meta.dirname, '../..');
const [SYMPTOM, TEST] = [1, 5];

/** The rows of every table of the page: cells as written, the first and last one empty. */
const rows = readFileSync(join(ROOT, 'docs/recovery.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('|') && !line.startsWith('| ---') && !line.startsWith('| symptom'))
  .map((line) => line.split('|').map((cell) => cell.trim()));

const unescaped = (text: string): string => text.replaceAll("\\'", "'");

test('every way in which SUNAT can fail that the page tells of is played by the test it names', () => {
  expect(rows.length).toBeGreaterThan(40);
  const missing = rows.filter((cells) => {
    const [, file = '', title = ''] = /^`([\w-]+)`: (.+)$/.exec(cells[TEST] ?? '') ?? [];
    if (title === '') return true;
    const source = unescaped(readFileSync(join(ROOT, `test/process/${file}.test.ts`), 'utf8'));
    return !source.includes(`'${title}'`);
  });
  expect(missing.map((cells) => [cells[SYMPTOM], cells[TEST]])).toEqual([]);
});
