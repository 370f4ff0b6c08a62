import type { PricedLine, SaleTotals } from '../../sale/types.ts';
import { AFFECTATIONS } from '../affectation.ts';
import type { Figured } from './figures.ts';

/** SUNAT's tolerance is one unit; what is nearer than this stays so whatever the doubles below lost. */
const NEAR = 0.99;
/** Up to here a double of an amount is right to a millionth. */
const LARGEST = 1e9;
/** Above it a taxed line shows tax (3111). */
const NO_TAX_UP_TO = 0.06;
const AMOUNT = /^\d{1,9}\.\d{2}$/;
const UNIT_AMOUNT = /^(0|[1-9]\d{0,8})(\.\d{1,10})?$/;
const PERCENT = /^\d{1,3}(\.\d{1,5})?$/;

const isNear = (told: number, expected: number): boolean => Math.abs(told - expected) < NEAR;

/** Sums of values and taxes by tax (catalogue 05). */
interface Sums {
  readonly values: Record<string, number>;
  readonly taxes: Record<string, number>;
}

/** Discount 00 of a line, or NaN where its factor does not reproduce it. */
function discountOf({ discount00 }: PricedLine): number {
  if (discount00 === null) return 0;
  const amount = Number(discount00.amount);
  const { factor } = discount00;
  return factor === undefined || isNear(amount, Number(discount00.base) * Number(factor)) ? amount : Number.NaN;
}

const isPlain = (line: PricedLine): boolean =>
  line.isc === undefined &&
  line.icbper === undefined &&
  line.discount01 === undefined &&
  line.charges === undefined &&
  line.taxCode !== '1016' &&
  AMOUNT.test(line.value) &&
  AMOUNT.test(line.igv) &&
  UNIT_AMOUNT.test(line.quantity) &&
  UNIT_AMOUNT.test(line.unitValue) &&
  UNIT_AMOUNT.test(line.unitPriceWithTax);

/** The tax of a line: due where its affectation says so, at the document's one rate. */
function isTaxSound(line: PricedLine, value: number, igv: number, igvPercent: string): boolean {
  const affectation = AFFECTATIONS.get(line.igvAffectation);
  if (affectation?.taxCode !== line.taxCode || affectation.free !== line.free) return false;
  if (!affectation.taxed) return igv === 0 && line.igvPercent === '0';
  if (line.igvPercent !== igvPercent || (igv === 0 && value > NO_TAX_UP_TO)) return false;
  return isNear(igv, (value * Number(igvPercent)) / 100);
}

/** Value and price of a line by its quantity. */
function isLineSound(line: PricedLine, value: number, igv: number): boolean {
  const quantity = Number(line.quantity);
  const price = Number(line.unitPriceWithTax);
  const unit = line.free ? price : Number(line.unitValue);
  if (!(quantity > 0) || (line.free && Number(line.unitValue) !== 0)) return false;
  if (!isNear(value, quantity * unit - discountOf(line))) return false;
  return line.free || isNear(price, (value + igv) / quantity);
}

function addUp(lines: readonly PricedLine[], igvPercent: string): Sums | null {
  const sums: Sums = { values: {}, taxes: {} };
  for (const line of lines) {
    if (!isPlain(line)) return null;
    const value = Number(line.value);
    const igv = Number(line.igv);
    if (!isTaxSound(line, value, igv, igvPercent) || !isLineSound(line, value, igv)) return null;
    sums.values[line.taxCode] = (sums.values[line.taxCode] ?? 0) + value;
    sums.taxes[line.taxCode] = (sums.taxes[line.taxCode] ?? 0) + igv;
  }
  return sums;
}

const WRITTEN: readonly (keyof SaleTotals)[] = [
  ...(['taxable', 'exempt', 'unaffected', 'export', 'free', 'freeIgv', 'igv', 'value', 'total'] as const),
];
const SPECIAL: readonly (keyof SaleTotals)[] = [
  ...(['ivapBase', 'ivap', 'iscBase', 'inclusive', 'allowanceTotal', 'chargeTotal', 'prepaid'] as const),
];

const arePlain = (totals: SaleTotals): boolean =>
  totals.isc === '0.00' &&
  totals.icbper === '0.00' &&
  SPECIAL.every((name) => totals[name] === undefined) &&
  WRITTEN.every((name) => AMOUNT.test(totals[name] ?? ''));

function areTotalsSound(totals: SaleTotals, { values, taxes }: Sums, discount: number, rate: number): boolean {
  const taxable = (values['1000'] ?? 0) - discount;
  const exempt = values['9997'] ?? 0;
  const unaffected = values['9998'] ?? 0;
  const exported = values['9995'] ?? 0;
  const free = values['9996'] ?? 0;
  const value = taxable + exempt + unaffected + exported;
  const igv = Number(totals.igv);
  return (
    isNear(Number(totals.taxable), taxable) &&
    isNear(Number(totals.exempt), exempt) &&
    isNear(Number(totals.unaffected), unaffected) &&
    isNear(Number(totals.export), exported) &&
    isNear(Number(totals.free), free) &&
    (free === 0 || Number(totals.free) > 0) &&
    isNear(Number(totals.freeIgv), taxes['9996'] ?? 0) &&
    isNear(igv, taxable * rate) &&
    isNear(Number(totals.value), value) &&
    isNear(Number(totals.total), Number(totals.value) + taxable * rate) &&
    isNear(Number(totals.total), value + igv) &&
    value + free < LARGEST
  );
}

/**
 * Whether the arithmetic of a plain document (no ISC, ICBPER, IVAP, charges or advances) holds beyond doubt. Then the
 * exact rules need not be asked, which is most of what a check costs. Nothing is reckoned from these doubles: they only
 * say that a figure is well within SUNAT's tolerance; where they cannot, the decimal rules decide.
 */
export function surelyAddsUp({ lines, totals, igvPercent, globalDiscount, allowances = [] }: Figured): boolean {
  if (allowances.length > 0 || lines.length > 999 || !PERCENT.test(igvPercent) || !arePlain(totals)) return false;
  const rate = Number(igvPercent) / 100;
  const discount = globalDiscount ? Number(globalDiscount.amount) : 0;
  const sums = rate > 0 ? addUp(lines, igvPercent) : null;
  return sums !== null && areTotalsSound(totals, sums, discount, rate);
}
