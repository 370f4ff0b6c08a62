import type { Tx } from '../../db/tx.ts';
import { averageAfterEntry } from './average-cost.ts';
import { inLockOrder } from './stock-key.ts';
import { type KardexEntry, type KardexSource, writeKardex } from './write-kardex.ts';

/** Goods that come (back) in at a known cost; `line` is that of the source. */
export interface EnteringGoods {
  readonly productId: string;
  readonly line: number;
  /** Positive. */
  readonly quantity: string;
  readonly unitCost: string;
}

interface Level {
  readonly on_hand: string;
  readonly average_cost: string;
}

const ENTER = `
  update stock_level set on_hand = on_hand + $4, average_cost = $5
   where company_id = $1 and product_id = $2 and warehouse_id = $3 returning on_hand, average_cost`;

/** Levels up and one kardex entry a line; the average cost takes what came in into account. Answers the entries. */
export async function enterGoods(tx: Tx, source: KardexSource, goods: readonly EnteringGoods[]): Promise<number> {
  const entries: KardexEntry[] = [];
  for (const { productId, line, quantity, unitCost } of inLockOrder(goods)) {
    const key = [tx.companyId, productId, source.warehouseId];
    const [before] = await tx.sql<Level>(
      `select on_hand, average_cost from stock_level
        where company_id = $1 and product_id = $2 and warehouse_id = $3 for update`,
      key,
    );
    const average = averageAfterEntry(before?.on_hand ?? '0', before?.average_cost ?? '0', quantity, unitCost);
    const [after] = await tx.sql<Level>(ENTER, [...key, quantity, average]);
    entries.push({
      ...{ productId, line, quantity, unitCost },
      ...{ balance: after?.on_hand ?? quantity, averageCost: average },
    });
  }
  await writeKardex(tx, source, entries);
  return entries.length;
}
