import { Decimal, ONE, round2, sum, ZERO } from '../../decimal.ts';
import { rateCell } from '../cells.ts';
import { type BookPeriod, isWithin } from '../period.ts';
import type { SalesEntry } from './entry.ts';

const AMOUNTS = [
  'export',
  'base',
  'baseDiscount',
  'igv',
  'igvDiscount',
  'exempt',
  'unaffected',
  'isc',
  'ivapBase',
  'ivap',
  'icbper',
  'other',
] as const;
type AmountName = (typeof AMOUNTS)[number];

/** The amounts of a row in soles; `total` is the sum of the others. */
export type SalesAmounts = Readonly<Record<AmountName | 'total', Decimal>>;

const NOTHING: SalesAmounts = {
  ...{ export: ZERO, base: ZERO, baseDiscount: ZERO, igv: ZERO, igvDiscount: ZERO, exempt: ZERO, unaffected: ZERO },
  ...{ isc: ZERO, ivapBase: ZERO, ivap: ZERO, icbper: ZERO, other: ZERO, total: ZERO },
};

/** The rate as the books can write it: one for soles, three decimals else; zero where there is none. */
export const rateOf = ({ currency, exchangeRate }: SalesEntry): Decimal =>
  currency === 'PEN' ? ONE : new Decimal(exchangeRate ?? ZERO).toDecimalPlaces(3);

/** The rate as a cell; empty where it is not known. */
export function rateText(entry: SalesEntry): string {
  const rate = rateOf(entry);
  return rate.isZero() ? '' : rateCell(rate);
}

/** What the total holds beside bases and taxes: charges (and, negative, discounts) that leave the taxes as they are. */
export function otherOf({ totals }: SalesEntry): Decimal {
  const { taxable, igv, exempt, unaffected, isc, icbper, ivap, ivap_base } = totals;
  const parts = [totals.export, taxable, igv, exempt, unaffected, isc, icbper, ivap_base ?? '0', ivap ?? '0'];
  return new Decimal(totals.total).minus(sum(parts.map((part) => new Decimal(part))));
}

/** True where a credit note amends a document of an earlier month: its base and IGV go to the columns of discounts. */
const lowersEarlierMonth = ({ type, amended }: SalesEntry, period: BookPeriod): boolean =>
  type === '07' && amended !== null && !isWithin(period, amended.issueDate);

/**
 * The amounts of a document in the register of a month: soles at the rate of its sale, each rounded half up to cents and
 * the total their sum, so that the row adds up; credit notes negative; what has no effect at zero. Free goods stand in
 * no column. Source: annexes 2 of R.S. 286-2009 and 3 of R.S. 112-2021 as changed by R.S. 138-2023.
 */
export function salesAmounts(entry: SalesEntry, period: BookPeriod): SalesAmounts {
  if (!entry.inForce) return NOTHING;
  const { totals } = entry;
  const rate = entry.type === '07' ? rateOf(entry).negated() : rateOf(entry);
  const soles = (amount: string | Decimal | undefined): Decimal =>
    amount === undefined ? ZERO : round2(rate.times(amount));
  const earlier = lowersEarlierMonth(entry, period);
  const [base, igv] = [soles(totals.taxable), soles(totals.igv)];
  const amounts: Record<AmountName, Decimal> = {
    ...{ export: soles(totals.export), exempt: soles(totals.exempt), unaffected: soles(totals.unaffected) },
    ...(earlier ? { base: ZERO, baseDiscount: base } : { base, baseDiscount: ZERO }),
    ...(earlier ? { igv: ZERO, igvDiscount: igv } : { igv, igvDiscount: ZERO }),
    ...{ isc: soles(totals.isc), icbper: soles(totals.icbper), other: soles(otherOf(entry)) },
    ...{ ivapBase: soles(totals.ivap_base), ivap: soles(totals.ivap) },
  };
  return { ...amounts, total: sum(AMOUNTS.map((name) => amounts[name])) };
}
