import { Decimal, ONE, round2, toAmount, toQuantity, ZERO } from '../decimal.ts';
import type { FieldIssue } from '../errors.ts';
import { MAX_TOTAL, readFigure } from './read-figures.ts';
import type { IscInput, LineIsc } from './types.ts';

/** ISC of a line as read: a factor of the value or of a price to the public, or an amount for one unit. */
export type ReadIsc =
  | { readonly system: '01'; readonly factor: Decimal }
  | { readonly system: '02'; readonly perUnit: Decimal }
  | { readonly system: '03'; readonly factor: Decimal; readonly publicPrice: Decimal };

const HUNDRED = new Decimal('100');
const PERCENT = { places: 5, max: new Decimal('999.99999'), zero: false, name: 'La tasa del ISC' }; // n(3,5)
const PLACES = 5;

/**
 * Reads the ISC of a line. `exchangeRate` turns the fixed amount, which the law sets in soles, into the sale's
 * currency; the price to the public is in the sale's currency already, its default the price of the line.
 */
export function readIsc(
  isc: IscInput,
  unitPrice: Decimal,
  exchangeRate: Decimal,
  pointer: string,
  issues: FieldIssue[],
): ReadIsc {
  if (isc.system === '02') {
    const bounds = { places: 10, max: MAX_TOTAL, zero: false, name: 'El monto fijo del ISC' };
    const soles = readFigure(isc.amount, `${pointer}/amount`, bounds, issues);
    return { system: '02', perUnit: soles.dividedBy(exchangeRate) };
  }
  const factor = readFigure(isc.percent, `${pointer}/percent`, PERCENT, issues).dividedBy(HUNDRED);
  if (isc.system === '01') return { system: '01', factor };
  const bounds = { places: 10, max: MAX_TOTAL, zero: false, name: 'El precio de venta al público' };
  const publicPrice =
    isc.publicPrice === undefined ? unitPrice : readFigure(isc.publicPrice, `${pointer}/public_price`, bounds, issues);
  return { system: '03', factor, publicPrice };
}

/** What the ISC is reckoned on in system 03: the price to the public of all units, without IGV. */
const publicBase = (isc: Extract<ReadIsc, { system: '03' }>, quantity: Decimal, divisor: Decimal): Decimal =>
  isc.publicPrice.times(quantity).dividedBy(divisor);

/** ISC in a base of IGV (value and ISC together), not rounded; `divisor` is one plus the IGV's factor. */
export function iscWithin(isc: ReadIsc | null, base: Decimal, quantity: Decimal, divisor: Decimal): Decimal {
  if (isc === null) return ZERO;
  if (isc.system === '01') return base.times(isc.factor).dividedBy(ONE.plus(isc.factor));
  if (isc.system === '02') return isc.perUnit.times(quantity);
  return publicBase(isc, quantity, divisor).times(isc.factor);
}

/**
 * ISC as the document writes it. SUNAT checks amount = base x percent for every system (3108), so a fixed amount is
 * written as the percent of the value that it comes to.
 */
export function lineIsc(
  isc: ReadIsc,
  figures: { readonly value: Decimal; readonly amount: Decimal; readonly quantity: Decimal; readonly divisor: Decimal },
): LineIsc {
  const { value, amount, quantity, divisor } = figures;
  const percent = isc.system === '02' ? amount.dividedBy(value).times(HUNDRED) : isc.factor.times(HUNDRED);
  return {
    system: isc.system,
    base: toAmount(isc.system === '03' ? round2(publicBase(isc, quantity, divisor)) : value),
    percent: toQuantity(percent, PLACES),
    amount: toAmount(amount),
  };
}

/** False where the fixed amount is so far above the value that its percent does not fit n(3,5). */
export const isWritable = ({ percent }: LineIsc): boolean =>
  new Decimal(percent).lessThanOrEqualTo(PERCENT.max) && new Decimal(percent).greaterThan(ZERO);
