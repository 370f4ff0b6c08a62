import { Decimal, ONE, round2, toAmount, toQuantity, ZERO } from '../decimal.ts';
import type { PricedLine } from '../sale/types.ts';
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
}

/**
 * Splits an amount with tax as what is left of the line is split, so that the last note finds exactly the rest.
 * Neither part exceeds what is left of it.
 */
function split(left: RemainingLine, amount: Decimal): { value: Decimal; igv: Decimal } {
  const whole = left.value.plus(left.igv);
  if (whole.isZero()) return { value: ZERO, igv: ZERO };
  const exact = round2(amount.times(left.value).dividedBy(whole));
  const value = Decimal.min(Decimal.max(exact, amount.minus(left.igv)), left.value);
  return { value, igv: amount.minus(value) };
}

/** All that is left of a line. */
export function takeRest(left: RemainingLine): NoteFigures {
  const { line, quantity, value, igv } = left;
  const printed = quantity.isZero() ? ONE : quantity;
  return { line, amends: line.number, quantity: printed, returned: quantity, value, igv };
}

/** Some of the goods of a line (at most what is left), at the part of the money that falls to them. */
export function takeQuantity(left: RemainingLine, quantity: Decimal): NoteFigures {
  if (quantity.greaterThanOrEqualTo(left.quantity)) return takeRest(left);
  const amount = round2(left.value.plus(left.igv).times(quantity).dividedBy(left.quantity));
  return { line: left.line, amends: left.line.number, quantity, returned: quantity, ...split(left, amount) };
}

/** Money off a line (taxes included, at most what is left) while the goods stay: printed as one unit. */
export function takeAmount(left: RemainingLine, amount: Decimal): NoteFigures {
  return { line: left.line, amends: left.line.number, quantity: ONE, returned: ZERO, ...split(left, amount) };
}

/** Money on top of a line, taxed as it is. */
export function addAmount(line: PricedLine, amount: Decimal): NoteFigures {
  const value = round2(amount.dividedBy(ONE.plus(new Decimal(line.igvPercent).dividedBy(100))));
  return { line, amends: line.number, quantity: ONE, returned: ZERO, value, igv: amount.minus(value) };
}

/** A line that moves nothing. */
export function nothingOf(line: PricedLine, amends: number | null, quantity: Decimal): NoteFigures {
  return { line, amends, quantity, returned: ZERO, value: ZERO, igv: ZERO };
}

/** Writes a line out: unit figures at ten decimals, no discounts (the price is what was paid in the end). */
export function noteLine(figures: NoteFigures, number: number): NoteLine {
  const { line, quantity, value, igv } = figures;
  const total = line.free ? ZERO : value.plus(igv);
  const unitValue = toQuantity(value.dividedBy(quantity));
  const unitTotal = toQuantity(total.dividedBy(quantity));
  return {
    ...line,
    number,
    amends: figures.amends,
    returned: toQuantity(figures.returned),
    quantity: toQuantity(quantity),
    unitPrice: line.free ? line.unitPrice : unitTotal,
    discount: '0.00',
    discount00: null,
    value: toAmount(value),
    igv: toAmount(igv),
    total: toAmount(total),
    unitValue: line.free ? '0.00' : unitValue,
    unitPriceWithTax: line.free ? unitValue : unitTotal,
  };
}
