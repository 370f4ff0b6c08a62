import { type Decimal, ONE, round2, toAmount, toQuantity, ZERO } from '../decimal.ts';
import type { FieldIssue } from '../errors.ts';
import { allowanceOf, taxFreeDiscount } from './allowance.ts';
import { isWritable, iscWithin, lineIsc } from './line-isc.ts';
import type { ReadLine } from './read-lines.ts';
import type { Allowance, LineIcbper, PricedLine } from './types.ts';

/** The rate of a line: percent as written, and one plus its factor (one where the line carries no IGV or IVAP). */
export interface LineRate {
  readonly percent: string;
  readonly divisor: Decimal;
}

/** A paid line on its way. */
export interface Paid {
  readonly line: ReadLine;
  /** For value, ISC and IGV; final once a spread discount was taken off. */
  readonly told: Decimal;
  /** Base of the IGV: value and ISC together. */
  readonly base: Decimal;
}

function describe(line: ReadLine, number: number, rate: LineRate) {
  const { productId, sku, description, unitCode, igvAffectation, sunatCode, properties } = line.input;
  return {
    number,
    productId,
    sku,
    description,
    unitCode,
    quantity: toQuantity(line.quantity),
    unitPrice: toQuantity(line.unitPrice),
    igvAffectation,
    taxCode: line.affectation.taxCode,
    free: line.affectation.free,
    sunatCode,
    igvPercent: rate.percent,
    ...(properties && properties.length > 0 ? { properties } : {}),
  };
}

function icbperOf(line: ReadLine): LineIcbper | undefined {
  if (line.bag.isZero()) return undefined;
  const { quantity, bag } = line;
  return { bags: toQuantity(quantity), perUnit: toAmount(bag.dividedBy(quantity)), amount: toAmount(bag) };
}

/** Charge 47 as part of the value, 48 as it was told; `grossValue` is what they are charged on. */
function chargesOf(line: ReadLine, value47: Decimal, grossValue: Decimal): Allowance[] {
  return [
    allowanceOf('47', line.within, value47, grossValue),
    allowanceOf('48', line.beside, line.beside, grossValue),
  ].filter((charge) => charge !== null);
}

/** A share of the value that money told with all its taxes comes to. */
function valueOfTold({ isc }: ReadLine, told: Decimal, divisor: Decimal): Decimal {
  const base = told.dividedBy(divisor);
  return isc?.system === '01' ? base.dividedBy(ONE.plus(isc.factor)) : base;
}

/** Adds an issue where the ISC leaves no value, or cannot be written. */
function checkIsc(value: Decimal, written: PricedLine['isc'], number: number, issues: FieldIssue[]): void {
  if (value.greaterThan(ZERO) && (written === undefined || isWritable(written))) return;
  const detail = 'El ISC es mayor que lo que se cobra por la línea: revise el precio (incluye impuestos) y el ISC.';
  issues.push({ pointer: `/lines/${number - 1}/isc`, code: 'isc_exceeds_price', sunatCode: '3108', detail });
}

/** A line that the buyer pays, written out. What is told stays; value, ISC and IGV follow. */
export function paidLine(paid: Paid, number: number, rate: LineRate, issues: FieldIssue[]): PricedLine {
  const { line, told, base } = paid;
  const { divisor } = rate;
  const { quantity, bag, within, beside, off01 } = line;
  const amount = round2(iscWithin(line.isc, base, quantity, divisor));
  const value = base.minus(amount);
  const isc = line.isc && value.greaterThan(ZERO) ? lineIsc(line.isc, { value, amount, quantity, divisor }) : undefined;
  if (line.isc) checkIsc(value, isc, number, issues);
  const grossBase = line.gross.minus(bag).dividedBy(divisor);
  const unitGross = grossBase.minus(iscWithin(line.isc, grossBase, quantity, divisor));
  const grossValue = round2(unitGross);
  const value47 = within.isZero() ? ZERO : round2(valueOfTold(line, within, divisor));
  const off = round2(line.gross).minus(bag).plus(within).minus(told);
  const charges = chargesOf(line, value47, grossValue);
  const total = told.plus(bag).plus(beside).minus(off01);
  const discount01 = taxFreeDiscount(off01, grossValue);
  const icbper = icbperOf(line);
  return {
    ...describe(line, number, rate),
    discount: toAmount(off.plus(off01)),
    discount00: off.greaterThan(ZERO) ? taxFreeDiscount(grossValue.plus(value47).minus(value), grossValue) : null,
    ...(discount01 ? { discount01 } : {}),
    ...(charges.length > 0 ? { charges } : {}),
    ...(isc ? { isc } : {}),
    ...(icbper ? { icbper } : {}),
    value: toAmount(value),
    igv: toAmount(told.minus(base)),
    total: toAmount(total),
    unitValue: toQuantity(unitGross.dividedBy(quantity)),
    unitPriceWithTax: toQuantity(total.dividedBy(quantity)),
  };
}

/** A line that is given away: referential figures, nothing to pay but the ICBPER of a bag. */
export function freeLine(line: ReadLine, number: number, rate: LineRate): PricedLine {
  const gross = line.gross.minus(line.bag);
  const value = round2(gross.dividedBy(rate.divisor));
  const icbper = icbperOf(line);
  return {
    ...describe(line, number, rate),
    discount: '0.00',
    discount00: null,
    ...(icbper ? { icbper } : {}),
    value: toAmount(value),
    igv: toAmount(line.affectation.taxed ? round2(gross).minus(value) : ZERO),
    total: toAmount(line.bag),
    unitValue: '0.00',
    unitPriceWithTax: toQuantity(gross.dividedBy(line.quantity).dividedBy(rate.divisor)),
  };
}
