import { Decimal, toQuantity, ZERO } from '../../domain/decimal.ts';

/**
 * The moving average after stock came in: weighted by what was on hand. With nothing (or less) on hand the new cost
 * stands alone. Costs have ten decimals.
 */
export function averageAfterEntry(onHand: string, average: string, quantity: string, unitCost: string): string {
  const before = Decimal.max(new Decimal(onHand), ZERO);
  const after = before.plus(quantity);
  if (!after.greaterThan(ZERO)) return toQuantity(unitCost);
  return toQuantity(before.times(average).plus(new Decimal(quantity).times(unitCost)).dividedBy(after));
}
