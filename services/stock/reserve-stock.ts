import type { Tx } from '../../db/tx.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { inLockOrder, type StockWant } from './stock-key.ts';

/** Who holds a reservation. */
export interface StockOwner {
  readonly type: 'sale';
  readonly id: string;
  readonly warehouseId: string;
}

const HOLD = `
  insert into reservation (id, company_id, owner_type, owner_id, warehouse_id, product_id, quantity)
  select id, $1, $2, $3, $4, product_id, quantity
    from jsonb_to_recordset($5::jsonb) as r (id uuid, product_id uuid, quantity numeric)`;

const RESERVE = `
  update stock_level set reserved = reserved + $4
   where company_id = $1 and product_id = $2 and warehouse_id = $3 and on_hand - reserved >= $4`;

/** The slow way, for products that may go below zero: the row may be missing, and then remembers the permission. */
const RESERVE_BELOW_ZERO = `
  insert into stock_level (id, company_id, product_id, warehouse_id, reserved, allow_negative)
  select $5, p.company_id, p.id, $3, $4, true from product p
   where p.company_id = $1 and p.id = $2 and p.allow_negative
  on conflict (company_id, product_id, warehouse_id)
  do update set reserved = stock_level.reserved + excluded.reserved, allow_negative = true`;

/**
 * Promises stock to an owner: reservation rows first, then one conditional statement a product in a fixed order,
 * so that two sales can neither oversell nor deadlock. Answers the products that are short; the caller must roll
 * back when there is one.
 */
export async function reserveStock(tx: Tx, owner: StockOwner, wants: readonly StockWant[]): Promise<readonly string[]> {
  if (wants.length === 0) return [];
  const ordered = inLockOrder(wants);
  const rows = ordered.map(({ productId, quantity }) => ({ id: uuidv7(), product_id: productId, quantity }));
  tx.write(HOLD, [tx.companyId, owner.type, owner.id, owner.warehouseId, JSON.stringify(rows)]);
  const short: string[] = [];
  for (const { productId, quantity } of ordered) {
    const key = [tx.companyId, productId, owner.warehouseId, quantity];
    if ((await tx.run(RESERVE, key)) === 1) continue;
    if ((await tx.run(RESERVE_BELOW_ZERO, [...key, uuidv7()])) === 0) short.push(productId);
  }
  return short;
}
