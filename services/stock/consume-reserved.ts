import type { Tx } from '../../db/tx.ts';
import { Decimal, toQuantity } from '../../domain/decimal.ts';
import { closeReservations } from './close-reservations.ts';
import { type KardexEntry, writeKardex } from './write-kardex.ts';

export interface SoldLine {
  readonly line: number;
  readonly productId: string;
  /** Positive. */
  readonly quantity: string;
}

interface Level {
  readonly on_hand: string;
  readonly average_cost: string;
}

const CONSUME = `
  update stock_level set on_hand = on_hand - $4, reserved = reserved - $4
   where company_id = $1 and product_id = $2 and warehouse_id = $3 returning on_hand, average_cost`;

export interface SoldFrom {
  readonly saleId: string;
  readonly warehouseId: string;
  /** Legal date in Lima. */
  readonly date: string;
}

/**
 * Turns the reservations of a sale into goods that left: levels down, kardex at the average cost of the moment, one
 * entry a line. Answers false when not all of the sale's stock is held any more; the caller must roll back then.
 */
export async function consumeReserved(tx: Tx, from: SoldFrom, lines: readonly SoldLine[]): Promise<boolean> {
  const held = await closeReservations(tx, from.saleId, 'consumed');
  if (held.length !== new Set(lines.map((line) => line.productId)).size) return false;
  const entries: KardexEntry[] = [];
  for (const { productId, quantity } of held) {
    const [level] = await tx.sql<Level>(CONSUME, [tx.companyId, productId, from.warehouseId, quantity]);
    if (!level) return false;
    let balance = new Decimal(level.on_hand).plus(quantity);
    for (const line of lines) {
      if (line.productId !== productId) continue;
      balance = balance.minus(line.quantity);
      entries.push({
        productId,
        line: line.line,
        quantity: `-${line.quantity}`,
        unitCost: level.average_cost,
        balance: toQuantity(balance),
        averageCost: level.average_cost,
      });
    }
  }
  const source = { kind: 'sale', sourceId: from.saleId, warehouseId: from.warehouseId, date: from.date } as const;
  await writeKardex(tx, source, entries);
  return true;
}
