import type { Tx } from '../../db/tx.ts';
import { averageAfterEntry } from './average-cost.ts';
import type { SoldFrom } from './consume-reserved.ts';
import { type KardexEntry, writeKardex } from './write-kardex.ts';

interface Sold {
  readonly product_id: string;
  readonly source_line: number;
  readonly quantity: string;
  readonly unit_cost: string;
}

interface Level {
  readonly on_hand: string;
  readonly average_cost: string;
}

const ENTER = `
  update stock_level set on_hand = on_hand + $4, average_cost = $5
   where company_id = $1 and product_id = $2 and warehouse_id = $3 returning on_hand, average_cost`;

/** Brings the goods of a sale back at the cost at which they left; kardex `sale_cancelled`, one entry a line. */
export async function returnSold(tx: Tx, from: SoldFrom): Promise<number> {
  const sold = await tx.sql<Sold>(
    `select product_id, source_line, -quantity as quantity, unit_cost from stock_movement
      where company_id = $1 and kind = 'sale' and source_id = $2 order by product_id, source_line`,
    [tx.companyId, from.saleId],
  );
  const entries: KardexEntry[] = [];
  for (const { product_id: productId, source_line: line, quantity, unit_cost: unitCost } of sold) {
    const key = [tx.companyId, productId, from.warehouseId];
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
  const source = {
    kind: 'sale_cancelled',
    sourceId: from.saleId,
    warehouseId: from.warehouseId,
    date: from.date,
  } as const;
  await writeKardex(tx, source, entries);
  return entries.length;
}
