import { Decimal, round2, ZERO } from '../../decimal.ts';
import type { StockEntry } from './entry.ts';

/** Quantity, cost of a unit and total of what came in, went out or lies there. */
export interface Valued {
  readonly quantity: Decimal;
  readonly unitCost: Decimal;
  readonly total: Decimal;
}

export interface ValuedRow {
  /** Goods that went out have a negative quantity and total and a positive cost. */
  readonly moved: Valued;
  readonly balance: Valued;
}

const COST_DECIMALS = 8;

/**
 * The cost that gives the total: the recorded one where it does to the cent, else the total spread over the units. What
 * comes in while the balance is below zero may lower its value: no cost can say that, and the recorded one stands.
 */
function costThatTies(recorded: string, quantity: Decimal, total: Decimal): Decimal {
  const cost = new Decimal(recorded).toDecimalPlaces(COST_DECIMALS);
  if (round2(quantity.times(cost)).equals(total) || quantity.isZero()) return cost;
  const spread = total.dividedBy(quantity).toDecimalPlaces(COST_DECIMALS);
  return spread.isNegative() ? cost : spread;
}

/**
 * Values the rows of the book one after the other, item by item, at the average cost. The balance is its quantity at the
 * average cost, to the cent, and a row's total is by how much it changes that. So the total never drifts away from the
 * stock, nothing is left of goods that are gone, and a month begins with the cents with which the one before ended.
 */
export function createValuer(): (entry: StockEntry) => ValuedRow {
  let item = '';
  let held = { quantity: ZERO, total: ZERO };
  return (entry) => {
    if (entry.itemId !== item) held = { quantity: ZERO, total: ZERO };
    item = entry.itemId;
    const moved = new Decimal(entry.quantity);
    const quantity = held.quantity.plus(moved);
    const total = round2(quantity.times(entry.averageCost));
    const change = total.minus(held.total);
    held = { quantity, total };
    return {
      moved: { quantity: moved, unitCost: costThatTies(entry.unitCost, moved, change), total: change },
      balance: { quantity, unitCost: costThatTies(entry.averageCost, quantity, total), total },
    };
  };
}
