import { expect, test } from '@jest/globals';
import { either, linesRun } from './lines.ts';

const source = `const a = 1;
function never(): void {
  a.toString();
}
if (a) {
  never;
}
`;
const range = (text: string, count: number) => {
  const startOffset = source.indexOf(text);
  return { startOffset, endOffset: startOffset + text.length, count };
};

test('a line is not run where what covers it was never entered, and is run again within', () => {
  const whole = { startOffset: 0, endOffset: source.length, count: 1 };
  const never = source.slice(source.indexOf('function'), source.indexOf('if'));
  expect(linesRun(source, { functions: [{ ranges: [whole] }, { ranges: [range(never.trimEnd(), 0)] }] })).toEqual([
    ...[true, false, false, false],
    ...[true, true, true],
  ]);
  const block = { ranges: [whole, range('{\n  never;\n}', 0)] };
  expect(linesRun(source, { functions: [block] })).toEqual([true, true, true, true, true, false, false]);
});

test('what one process ran counts, whatever another did not', () => {
  expect(either([true, false, false], [false, true, false])).toEqual([true, true, false]);
});
