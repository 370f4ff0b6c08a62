import type { Tx } from '../../db/tx.ts';
import type { SoldFrom } from './consume-reserved.ts';
import { type EnteringGoods, enterGoods } from './enter-goods.ts';

/** What left with a sale, by its line, at the cost at which it left. */
export async function soldGoods(tx: Tx, saleId: string): Promise<readonly EnteringGoods[]> {
  return tx.sql<EnteringGoods>(
    `select product_id as "productId", source_line as line, -quantity as quantity, unit_cost as "unitCost"
       from stock_movement where company_id = $1 and kind = 'sale' and source_id = $2 order by product_id, source_line`,
    [tx.companyId, saleId],
  );
}

/** Brings the goods of a sale back at the cost at which they left; kardex `sale_cancelled`, one entry a line. */
export async function returnSold(tx: Tx, from: SoldFrom): Promise<number> {
  const { saleId, warehouseId, date } = from;
  const source = { kind: 'sale_cancelled', sourceId: saleId, warehouseId, date } as const;
  return enterGoods(tx, source, await soldGoods(tx, saleId));
}
