import type { Tx } from '../../db/tx.ts';
import { Decimal, toQuantity, ZERO } from '../../domain/decimal.ts';
import { closeReservations } from './close-reservations.ts';
import { inLockOrder, type StockWant } from './stock-key.ts';
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

/** Sums of the lines by product, in lock order. */
function wantsOf(lines: readonly SoldLine[]): readonly StockWant[] {
  const sums = new Map<string, Decimal>();
  for (const { productId, quantity } of lines) sums.set(productId, (sums.get(productId) ?? ZERO).plus(quantity));
  return inLockOrder([...sums].map(([productId, quantity]) => ({ productId, quantity: toQuantity(quantity) })));
}

const isSame = (held: readonly StockWant[], wants: readonly StockWant[]): boolean =>
  held.length === wants.length &&
  held.every(
    ({ productId, quantity }, index) =>
      productId === wants[index]?.productId && new Decimal(quantity).equals(wants[index].quantity),
  );

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
  const wants = wantsOf(lines);
  const consume = ({ productId, quantity }: StockWant) =>
    tx.sql<Level>(CONSUME, [tx.companyId, productId, from.warehouseId, quantity]);
  const [held, ...levels] = await Promise.all([
    closeReservations(tx, from.saleId, 'consumed'),
    ...wants.map((want) => consume(want)),
  ]);
  if (!isSame(held, wants)) return false;
  const entries: KardexEntry[] = [];
  for (const [index, { productId, quantity }] of wants.entries()) {
    const [level] = levels[index] ?? [];
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
