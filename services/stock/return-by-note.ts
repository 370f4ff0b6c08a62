import type { Tx } from '../../db/tx.ts';
import { Decimal } from '../../domain/decimal.ts';
import { conflict } from '../../domain/errors.ts';
import type { NoteLine } from '../../domain/fiscal/note.ts';
import { enterGoods } from './enter-goods.ts';
import { soldGoods } from './return-sold.ts';
import { inLockOrder } from './stock-key.ts';
import { type KardexEntry, writeKardex } from './write-kardex.ts';

export interface ReturnedBy {
  readonly noteId: string;
  readonly saleId: string;
  readonly warehouseId: string;
  /** Legal date in Lima. */
  readonly date: string;
}

/**
 * Brings back what a note returns of a sale, at the cost at which it left; kardex `note_return`, one entry a line of the
 * note. Lines whose product keeps no stock left no movement and bring none. Answers the entries.
 */
export async function returnByNote(tx: Tx, by: ReturnedBy, lines: readonly NoteLine[]): Promise<number> {
  const sold = new Map((await soldGoods(tx, by.saleId)).map((goods) => [goods.line, goods]));
  const back = lines.flatMap((line) => {
    const left = sold.get(line.amends ?? 0);
    if (!left || !new Decimal(line.returned).greaterThan(0)) return [];
    return [{ ...left, line: line.number, quantity: line.returned }];
  });
  return enterGoods(tx, sourceOf('note_return', by), back);
}

const sourceOf = (kind: 'note_return' | 'note_return_cancelled', { noteId, warehouseId, date }: ReturnedBy) => ({
  ...{ kind, sourceId: noteId, warehouseId, date },
});

interface Level {
  readonly on_hand: string;
  readonly average_cost: string;
}

const TAKE = `
  update stock_level set on_hand = on_hand - $4
   where company_id = $1 and product_id = $2 and warehouse_id = $3 and (allow_negative or on_hand - reserved >= $4)
  returning on_hand, average_cost`;

/**
 * Takes the goods of a note without effect out again, at the average cost of the moment: the buyer keeps them.
 * @throws HubError 409 `insufficient_stock` where they have been sold or promised meanwhile
 */
export async function takeBackReturn(tx: Tx, by: ReturnedBy): Promise<number> {
  const returned = await tx.sql<{ productId: string; line: number; quantity: string }>(
    `select product_id as "productId", source_line as line, quantity from stock_movement
      where company_id = $1 and kind = 'note_return' and source_id = $2 order by product_id, source_line`,
    [tx.companyId, by.noteId],
  );
  const entries: KardexEntry[] = [];
  for (const { productId, line, quantity } of inLockOrder(returned)) {
    const [level] = await tx.sql<Level>(TAKE, [tx.companyId, productId, by.warehouseId, quantity]);
    if (!level)
      throw conflict('insufficient_stock', 'Lo devuelto ya no está en stock: ajústelo antes de anular la nota.');
    entries.push({
      ...{ productId, line, quantity: `-${quantity}`, unitCost: level.average_cost },
      ...{ balance: level.on_hand, averageCost: level.average_cost },
    });
  }
  await writeKardex(tx, sourceOf('note_return_cancelled', by), entries);
  return entries.length;
}
