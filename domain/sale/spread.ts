import { CENT, Decimal, sum, ZERO } from '../decimal.ts';

/**
 * Spreads an amount of whole cents over weights of whole cents by largest remainder (ties: the earlier line first).
 * No part reaches its own weight, so that no line is discounted to nothing.
 * Needs amount <= sum(weights) - one cent for each weight.
 */
export function spreadByWeight(amount: Decimal, weights: readonly Decimal[]): Decimal[] {
  const total = sum(weights);
  const exact = weights.map((weight) => amount.times(weight).dividedBy(total));
  const parts = exact.map((part) => part.toDecimalPlaces(2, Decimal.ROUND_FLOOR));
  let left = amount.minus(sum(parts)).dividedBy(CENT).toNumber();
  const order = exact
    .map((part, index) => ({ index, remainder: part.minus(parts[index] ?? ZERO) }))
    .sort((a, b) => b.remainder.comparedTo(a.remainder) || a.index - b.index);
  // A second round is needed only where many lines of one cent could not take theirs.
  while (left > 0) {
    const before = left;
    for (const { index } of order) {
      if (left === 0) break;
      const part = (parts[index] ?? ZERO).plus(CENT);
      if (part.greaterThanOrEqualTo(weights[index] ?? ZERO)) continue;
      parts[index] = part;
      left -= 1;
    }
    if (left === before) break;
  }
  return parts;
}

/**
 * Shares an amount of whole cents over weights of whole cents by largest remainder (ties: the earlier one first).
 * A part may be all of its weight or nothing. Where the amount is at most the sum of the weights no part exceeds its own.
 */
export function shareByWeight(amount: Decimal, weights: readonly Decimal[]): Decimal[] {
  const total = sum(weights);
  if (total.isZero()) return weights.map(() => ZERO);
  const exact = weights.map((weight) => amount.times(weight).dividedBy(total));
  const parts = exact.map((part) => part.toDecimalPlaces(2, Decimal.ROUND_FLOOR));
  const left = amount.minus(sum(parts)).dividedBy(CENT).toNumber();
  const order = exact
    .map((part, index) => ({ index, remainder: part.minus(parts[index] ?? ZERO) }))
    .sort((a, b) => b.remainder.comparedTo(a.remainder) || a.index - b.index);
  for (const { index } of order.slice(0, left)) parts[index] = (parts[index] ?? ZERO).plus(CENT);
  return parts;
}

/**
 * Rounds values to cents so that they add up to `target`: half up first, then the lines that were rounded
 * furthest the wrong way move by one cent. A value never falls below one cent.
 */
export function roundToSum(exact: readonly Decimal[], target: Decimal): Decimal[] {
  const rounded = exact.map((value) => Decimal.max(value.toDecimalPlaces(2), CENT));
  const off = target.minus(sum(rounded)).dividedBy(CENT).toNumber();
  const step = off > 0 ? CENT : CENT.negated();
  const order = exact
    .map((value, index) => ({ index, error: value.minus(rounded[index] ?? ZERO) }))
    .sort((a, b) => (off > 0 ? b.error.comparedTo(a.error) : a.error.comparedTo(b.error)) || a.index - b.index);
  let left = Math.abs(off);
  for (const { index } of order) {
    if (left === 0) break;
    const moved = (rounded[index] ?? ZERO).plus(step);
    if (moved.lessThan(CENT)) continue;
    rounded[index] = moved;
    left -= 1;
  }
  return rounded;
}
