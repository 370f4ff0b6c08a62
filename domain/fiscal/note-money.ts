import { Decimal, ONE, round2, sum, ZERO } from '../decimal.ts';
import { roundToSum, shareByWeight, spreadByWeight } from '../sale/spread.ts';
import type { PricedLine } from '../sale/types.ts';
import type { AmendedDocument } from './note-types.ts';

/** What the buyer was charged for a line in the end, by its parts. */
export interface LineMoney {
  /** Without tax, net of its part of what stands on the whole document; of a free line the referential value. */
  readonly value: Decimal;
  /** IGV or IVAP due; of a free line the virtual one. */
  readonly igv: Decimal;
  readonly isc: Decimal;
}

/** Charges on the whole document that carry no tax (catalogue 53). */
const OUTSIDE = ['45', '46', '50'];

const money = (text: string | undefined): Decimal => (text === undefined ? ZERO : new Decimal(text));
const toldOf = ({ allowances = [] }: AmendedDocument, code: string): Decimal =>
  sum(allowances.filter((one) => one.code === code).map(({ told }) => new Decimal(told)));
/** Charges 48 of a line, which carry no tax. */
const beside = ({ charges = [] }: PricedLine): Decimal =>
  sum(charges.filter(({ code }) => code === '48').map(({ told }) => new Decimal(told)));

/** Charges without tax, of the lines and of the whole: they come back only with all of the document. */
export function chargesBeside(amended: AmendedDocument): Decimal {
  return sum([...OUTSIDE.map((code) => toldOf(amended, code)), ...amended.lines.map(beside)]);
}

const plain = (line: PricedLine): LineMoney => ({
  value: new Decimal(line.value),
  igv: new Decimal(line.igv),
  isc: line.free ? ZERO : money(line.isc?.amount),
});

/** What was paid for value and taxes of a line: without its ICBPER and its charges 48. */
const paidFor = (line: PricedLine): Decimal =>
  new Decimal(line.total).minus(money(line.icbper?.amount)).minus(beside(line));

/** Takes `off` (negative: adds it) from a group of lines by what was paid for them. */
function reduce(left: Map<PricedLine, Decimal>, group: readonly PricedLine[], off: Decimal, whole: boolean): void {
  if (off.isZero() || group.length === 0) return;
  const weights = group.map((line) => left.get(line) ?? ZERO);
  const parts = (whole || off.isNegative() ? shareByWeight : spreadByWeight)(off.abs(), weights);
  for (const [index, line] of group.entries()) {
    const part = parts[index] ?? ZERO;
    const before = weights[index] ?? ZERO;
    left.set(line, off.isNegative() ? before.plus(part) : before.minus(part));
  }
}

/** The ISC in a base of value and ISC, in the proportion of the line: its percent stays true (3108). */
function iscWithin(line: PricedLine, base: Decimal): Decimal {
  if (!line.isc) return ZERO;
  const isc = new Decimal(line.isc.amount);
  return round2(base.times(isc).dividedBy(isc.plus(line.value)));
}

/** Splits what is left of lines of one rate into base and tax; the bases add up to `target`. */
function split(
  left: ReadonlyMap<PricedLine, Decimal>,
  group: readonly PricedLine[],
  target: Decimal,
  net: Map<PricedLine, LineMoney>,
): void {
  const kept = group.filter((line) => left.get(line)?.greaterThan(ZERO));
  for (const line of group) if (!kept.includes(line)) net.set(line, { value: ZERO, igv: ZERO, isc: ZERO });
  const amounts = kept.map((line) => left.get(line) ?? ZERO);
  if (kept.length === 0) return;
  const ratio = target.dividedBy(sum(amounts));
  const bases = roundToSum(
    amounts.map((amount) => amount.times(ratio)),
    target,
  );
  for (const [index, line] of kept.entries()) {
    const base = bases[index] ?? ZERO;
    const isc = iscWithin(line, base);
    net.set(line, { value: base.minus(isc), isc, igv: (amounts[index] ?? ZERO).minus(base) });
  }
}

/**
 * Value, IGV and ISC of each line as the document's totals have them. Notes know nothing that stands on the whole
 * (their sheets add plain line values), so global discounts and charges with tax and advances are spread: what the
 * buyer was told by largest remainder, then the values so that they add up to the document's own total to the cent.
 */
export function netMoney(amended: AmendedDocument): Map<PricedLine, LineMoney> {
  const { lines, totals, igvPercent } = amended;
  const net = new Map(lines.map((line) => [line, plain(line)]));
  const paid = lines.filter((line) => !line.free);
  const ofTax = (code: string): PricedLine[] => paid.filter((line) => line.taxCode === code);
  const [off03, on49] = [toldOf(amended, '03'), toldOf(amended, '49')];
  const [off04, off05, off06] = [toldOf(amended, '04'), toldOf(amended, '05'), toldOf(amended, '06')];
  const charged = sum([...OUTSIDE, '49'].map((code) => toldOf(amended, code)));
  const whole = sum(lines.map((line) => new Decimal(line.total))).plus(charged);
  const off02 = whole.minus(off03).minus(off04).minus(off05).minus(off06).minus(totals.total);
  const outside = off03.greaterThan(ZERO) || paid.some((line) => line.discount01);
  if (off02.isZero() && on49.isZero() && off04.plus(off05).plus(off06).isZero() && !outside) return net;

  const left = new Map(paid.map((line) => [line, paidFor(line)]));
  reduce(left, ofTax('1000'), off02.plus(off04).minus(on49), off04.greaterThan(ZERO));
  reduce(left, ofTax('9997'), off05, true);
  reduce(left, ofTax('9998'), off06, true);
  reduce(left, paid, off03, true);
  for (const code of ['1000', '1016', '9995', '9997', '9998']) {
    const group = ofTax(code);
    const told = sum(group.map((line) => left.get(line) ?? ZERO));
    const percent = code === '1000' ? igvPercent : (group[0]?.igvPercent ?? '0');
    const exact = round2(told.dividedBy(ONE.plus(new Decimal(percent).dividedBy(100))));
    const own = code === '1000' && !outside ? new Decimal(totals.igvBase ?? totals.taxable) : exact;
    split(left, group, own, net);
  }
  return net;
}
