import { Decimal, sum, toAmount } from '../../decimal.ts';
import type { SummaryAmounts } from './types.ts';

/** All that was given away, two decimals. */
export function freeTotal({ free }: Pick<SummaryAmounts, 'free'>): string {
  return toAmount(sum(Object.values(free).map((value: string) => new Decimal(value))));
}

/** What a summary's total is held against: values, taxes and charges (4027). */
export function summedTotal(amounts: SummaryAmounts): Decimal {
  const { taxable, exempt, unaffected, igv, isc, icbper, others, charge } = amounts;
  const parts = [taxable, exempt, unaffected, amounts.export, igv, isc, icbper, others, charge];
  return sum(parts.map((part) => new Decimal(part)));
}
