import { expect, test } from '@jest/globals';
import { either, linesRun, onlyTypes } from './lines.ts';

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

test('a file of types only has nothing to run', () => {
  expect(onlyTypes(`import type { A } from './a.ts';\n/** Why. */\nexport interface B { readonly a: A }\n`)).toBe(true);
  expect(onlyTypes(`export interface B { readonly a: 1 }\nexport const b: B = { a: 1 };\n`)).toBe(false);
});

test('what one process ran counts, whatever another did not', () => {
  expect(either([true, false, false], [false, true, false])).toEqual([true, true, false]);
});
