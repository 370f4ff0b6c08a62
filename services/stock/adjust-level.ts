import type { Tx } from '../../db/tx.ts';
import { Decimal, toQuantity } from '../../domain/decimal.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { averageAfterEntry } from './average-cost.ts';
import type { KardexEntry } from './write-kardex.ts';

export interface AdjustmentLine {
  /** Position in the request, from 0. */
  readonly index: number;
  readonly productId: string;
  /** Signed. */
  readonly quantity: string;
  readonly unitCost: string | undefined;
}

interface Level {
  readonly on_hand: string;
  readonly reserved: string;
  readonly average_cost: string;
  readonly may_go_below: boolean;
}

/** The level under lock; it is made where the product never lay in the warehouse. */
async function lockLevel(tx: Tx, warehouseId: string, productId: string): Promise<Level | undefined> {
  const key = [tx.companyId, productId, warehouseId];
  await tx.run(
    `insert into stock_level (id, company_id, product_id, warehouse_id) values ($4, $1, $2, $3)
     on conflict (company_id, product_id, warehouse_id) do nothing`,
    [...key, uuidv7()],
  );
  const [level] = await tx.sql<Level>(
    `select s.on_hand, s.reserved, s.average_cost, p.allow_negative as may_go_below
       from stock_level s join product p on p.company_id = s.company_id and p.id = s.product_id
      where s.company_id = $1 and s.product_id = $2 and s.warehouse_id = $3 for update of s`,
    key,
  );
  return level;
}

/** Changes one level; undefined when it would take away what is reserved or not there. */
export async function adjustLevel(tx: Tx, warehouseId: string, line: AdjustmentLine): Promise<KardexEntry | undefined> {
  const level = await lockLevel(tx, warehouseId, line.productId);
  if (!level) return undefined;
  const quantity = new Decimal(line.quantity);
  const balance = quantity.plus(level.on_hand);
  const entering = quantity.greaterThan(0);
  if (!entering && balance.lessThan(level.reserved) && !level.may_go_below) return undefined;
  const unitCost = line.unitCost ?? level.average_cost;
  const averageCost = entering
    ? averageAfterEntry(level.on_hand, level.average_cost, line.quantity, unitCost)
    : level.average_cost;
  await tx.run(
    `update stock_level set on_hand = $4, average_cost = $5, allow_negative = allow_negative or $6
      where company_id = $1 and product_id = $2 and warehouse_id = $3`,
    [tx.companyId, line.productId, warehouseId, balance.toFixed(), averageCost, level.may_go_below],
  );
  return {
    ...{ productId: line.productId, line: line.index + 1, quantity: quantity.toFixed(), unitCost, averageCost },
    balance: toQuantity(balance),
  };
}
