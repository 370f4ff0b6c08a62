import type { Tx } from '../../db/tx.ts';
import { inLockOrder, type StockWant } from './stock-key.ts';

/** Closes the held reservations of an owner and answers what they held, in lock order. The levels are not touched. */
export async function closeReservations(
  tx: Tx,
  ownerId: string,
  status: 'consumed' | 'released',
): Promise<readonly StockWant[]> {
  const rows = await tx.sql<{ product_id: string; quantity: string }>(
    `update reservation set status = $3, closed_at = now()
      where company_id = $1 and owner_type = 'sale' and owner_id = $2 and status = 'held'
      returning product_id, quantity`,
    [tx.companyId, ownerId, status],
  );
  return inLockOrder(rows.map((row) => ({ productId: row.product_id, quantity: row.quantity })));
}

/** Gives what was reserved back to what is available. */
export async function releaseStock(tx: Tx, warehouseId: string, wants: readonly StockWant[]): Promise<void> {
  for (const { productId, quantity } of wants) {
    await tx.run(
      'update stock_level set reserved = reserved - $4 where company_id = $1 and product_id = $2 and warehouse_id = $3',
      [tx.companyId, productId, warehouseId, quantity],
    );
  }
}
