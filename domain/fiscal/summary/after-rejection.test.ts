import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { afterRejection } from './after-rejection.ts';

const linesOf = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ line: index + 1, fullNumber: `B001-${index + 1}` }));

describe('after a rejection', () => {
  test('the named document is set aside and the rest goes on together', () => {
    const after = afterRejection(linesOf(300), { lines: [], documents: ['B001-7', '2026-11'] });
    expect(after.setAside).toEqual([{ line: 7, fullNumber: 'B001-7' }]);
    expect(after.files.map((file) => file.length)).toEqual([299]);
  });

  test('a document’s number says more than a position', () => {
    const after = afterRejection(linesOf(5), { lines: [1], documents: ['B001-4'] });
    expect(after.setAside.map(({ line }) => line)).toEqual([4]);
  });

  test('what names no line of the file names nothing', () => {
    const after = afterRejection(linesOf(4), { lines: [9], documents: ['B009-1'] });
    expect(after).toMatchObject({ setAside: [], files: [{ length: 2 }, { length: 2 }] });
  });

  test('no line is lost or doubled, whatever is named', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.array(fc.integer({ min: 1, max: 80 })), (count, named) => {
        const lines = linesOf(count);
        const { setAside, files } = afterRejection(lines, { lines: named, documents: [] });
        const after = [...setAside, ...files.flat()].map(({ line }) => line).sort((a, b) => a - b);
        expect(after).toEqual(lines.map(({ line }) => line));
        expect(files.every((file) => file.length > 0)).toBe(true);
      }),
    );
  });

  test('halving ends with exactly the bad lines alone, within a logarithm of files for each', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500 }),
        fc.array(fc.integer({ min: 1, max: 500 }), { maxLength: 4 }),
        (count, picked) => {
          const bad = new Set(picked.filter((line) => line <= count));
          const queue = [linesOf(count)];
          const setAside: number[] = [];
          const accepted: number[] = [];
          let sent = 0;
          for (let file = queue.shift(); file; file = queue.shift()) {
            sent += 1;
            if (!file.some(({ line }) => bad.has(line))) accepted.push(...file.map(({ line }) => line));
            else {
              const after = afterRejection(file, { lines: [], documents: [] });
              setAside.push(...after.setAside.map(({ line }) => line));
              queue.push(...after.files.map((one) => [...one]));
            }
          }
          expect(new Set(setAside)).toEqual(bad);
          expect(accepted.length + setAside.length).toBe(count);
          expect(sent).toBeLessThanOrEqual(1 + 2 * Math.max(1, bad.size) * Math.ceil(Math.log2(count + 1)));
        },
      ),
    );
  });
});
