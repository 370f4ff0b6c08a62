import { productCodeRuns } from './generated/product-codes.ts';

interface Runs {
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

/** Written by SUNAT beside its catalogue: no code, and any other code. */
const BESIDE = new Set(['00000000', '99999999']);

let decoded: Runs | undefined;

function decode(): Runs {
  const runs = productCodeRuns.split(' ');
  const starts = new Int32Array(runs.length);
  const ends = new Int32Array(runs.length);
  let end = 0;
  for (const [index, run] of runs.entries()) {
    const [gap = '', length = '1'] = run.split('-');
    const start = end + Number.parseInt(gap, 36);
    end = start + Number.parseInt(length, 36);
    starts[index] = start;
    ends[index] = end;
  }
  return { starts, ends };
}

/** True for eight digits that stand in SUNAT's catalogue 25 (UNSPSC), or that SUNAT takes beside it. */
export function isProductCode(code: string): boolean {
  if (!/^\d{8}$/.test(code)) return false;
  if (BESIDE.has(code)) return true;
  decoded ??= decode();
  const wanted = Number(code);
  let [low, high] = [0, decoded.starts.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    if ((decoded.starts[middle] ?? 0) > wanted) high = middle - 1;
    else if ((decoded.ends[middle] ?? 0) <= wanted) low = middle + 1;
    else return true;
  }
  return false;
}

/** True for a code that names a segment or a family of goods, not goods (its last four digits are zeros). */
export const isProductGroup = (code: string): boolean => code.endsWith('0000') && !BESIDE.has(code);
