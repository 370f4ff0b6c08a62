import { Decimal, ONE, round2, toAmount, toQuantity, ZERO } from '../decimal.ts';
import type { LineIcbper, LineIsc, PricedLine } from '../sale/types.ts';
import type { RemainingLine } from './note-remaining.ts';
import type { NoteLine } from './note-types.ts';

/** What a note line says, before it is written out. */
export interface NoteFigures {
  readonly line: PricedLine;
  readonly amends: number | null;
  /** As printed. */
  readonly quantity: Decimal;
  readonly returned: Decimal;
  readonly value: Decimal;
  readonly igv: Decimal;
  readonly isc: Decimal;
  /** Of the bags that come back. */
  readonly icbper: Decimal;
}

type Parts = Pick<NoteFigures, 'value' | 'igv' | 'isc'>;

const NOTHING: Parts = { value: ZERO, igv: ZERO, isc: ZERO };

/**
 * Splits an amount with tax as what is left of the line is split, so that the last note finds exactly the rest.
 * No part exceeds what is left of it.
 */
function split(left: RemainingLine, amount: Decimal): Parts {
  const whole = left.value.plus(left.igv).plus(left.isc);
  if (whole.isZero()) return NOTHING;
  const share = round2(amount.times(left.isc).dividedBy(whole));
  const rest = left.value.plus(left.igv);
  const isc = Decimal.min(Decimal.max(share, amount.minus(rest)), left.isc);
  const net = amount.minus(isc);
  const exact = rest.isZero() ? ZERO : round2(net.times(left.value).dividedBy(rest));
  const value = Decimal.min(Decimal.max(exact, net.minus(left.igv)), left.value);
  return { value, igv: net.minus(value), isc };
}

/** All that is left of a line. */
export function takeRest(left: RemainingLine): NoteFigures {
  const { line, quantity, value, igv, isc, icbper } = left;
  const printed = quantity.isZero() ? ONE : quantity;
  return { line, amends: line.number, quantity: printed, returned: quantity, value, igv, isc, icbper };
}

/** Some of the goods of a line (at most what is left), at the part of the money that falls to them. */
export function takeQuantity(left: RemainingLine, quantity: Decimal): NoteFigures {
  if (quantity.greaterThanOrEqualTo(left.quantity)) return takeRest(left);
  const whole = left.value.plus(left.igv).plus(left.isc);
  const amount = round2(whole.times(quantity).dividedBy(left.quantity));
  const icbper = left.line.icbper ? quantity.times(left.line.icbper.perUnit) : ZERO;
  return { line: left.line, amends: left.line.number, quantity, returned: quantity, icbper, ...split(left, amount) };
}

/** Money off a line (taxes included, at most what is left) while the goods stay: printed as one unit. */
export function takeAmount(left: RemainingLine, amount: Decimal): NoteFigures {
  const { line } = left;
  return { line, amends: line.number, quantity: ONE, returned: ZERO, icbper: ZERO, ...split(left, amount) };
}

/** Money on top of a line, taxed as it is; ISC where it is a percent of the value. */
export function addAmount(line: PricedLine, amount: Decimal): NoteFigures {
  const base = round2(amount.dividedBy(ONE.plus(new Decimal(line.igvPercent).dividedBy(100))));
  const factor = line.isc?.system === '01' ? new Decimal(line.isc.percent).dividedBy(100) : ZERO;
  const isc = round2(base.times(factor).dividedBy(ONE.plus(factor)));
  const parts = { value: base.minus(isc), igv: amount.minus(base), isc, icbper: ZERO };
  return { line, amends: line.number, quantity: ONE, returned: ZERO, ...parts };
}

/** A line that moves nothing. */
export function nothingOf(line: PricedLine, amends: number | null, quantity: Decimal): NoteFigures {
  return { line, amends, quantity, returned: ZERO, icbper: ZERO, ...NOTHING };
}

/** ISC at the percent of the amended line: of the value, or of the base that gives the amount (price to the public). */
function iscOf({ line, value, isc }: NoteFigures): LineIsc | undefined {
  if (!line.isc || isc.isZero()) return undefined;
  const { system, percent } = line.isc;
  const base = system === '03' ? round2(isc.times(100).dividedBy(percent)) : value;
  return { system, percent, base: toAmount(base), amount: toAmount(isc) };
}

function icbperOf({ line, quantity, icbper }: NoteFigures): LineIcbper | undefined {
  if (!line.icbper || icbper.isZero()) return undefined;
  return { bags: toQuantity(quantity), perUnit: line.icbper.perUnit, amount: toAmount(icbper) };
}

/** Discounts and charges went into a note's values, properties stand on the invoice. */
const NOT_ON_NOTES: readonly (keyof PricedLine)[] = ['discount01', 'charges', 'isc', 'icbper', 'properties'];

/** The amended line without what a note's line has no place for. */
function bare(line: PricedLine): PricedLine {
  if (!NOT_ON_NOTES.some((field) => line[field] !== undefined)) return line;
  return {
    ...line,
    discount01: undefined,
    charges: undefined,
    isc: undefined,
    icbper: undefined,
    properties: undefined,
  };
}

/** Writes a line out: unit figures at ten decimals, no discounts (the price is what was paid in the end). */
export function noteLine(figures: NoteFigures, number: number): NoteLine {
  const { line, quantity, value, igv, icbper } = figures;
  const [isc, bags] = [iscOf(figures), icbperOf(figures)];
  const total = line.free ? icbper : value.plus(igv).plus(figures.isc).plus(icbper);
  const unitValue = toQuantity(value.dividedBy(quantity));
  const unitTotal = toQuantity(total.dividedBy(quantity));
  return {
    ...bare(line),
    number,
    amends: figures.amends,
    returned: toQuantity(figures.returned),
    quantity: toQuantity(quantity),
    unitPrice: line.free ? line.unitPrice : unitTotal,
    discount: '0.00',
    discount00: null,
    ...(isc ? { isc } : {}),
    ...(bags ? { icbper: bags } : {}),
    value: toAmount(value),
    igv: toAmount(igv),
    total: toAmount(total),
    unitValue: line.free ? '0.00' : unitValue,
    unitPriceWithTax: line.free ? unitValue : unitTotal,
  };
}
