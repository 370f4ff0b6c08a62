import type { Tx } from '../../db/tx.ts';
import { uuidv7 } from '../../platform/ids.ts';

export type KardexKind = 'sale' | 'sale_cancelled' | 'note_return' | 'note_return_cancelled' | 'adjustment' | 'opening';

/** One movement; `quantity` is signed, `balance` and `averageCost` are what stands after it. */
export interface KardexEntry {
  readonly productId: string;
  /** Line of the source, from 1: (kind, source, line) is unique, so that nothing moves twice. */
  readonly line: number;
  readonly quantity: string;
  readonly unitCost: string;
  readonly balance: string;
  readonly averageCost: string;
}

export interface KardexSource {
  readonly kind: KardexKind;
  readonly sourceId: string;
  readonly warehouseId: string;
  /** Legal date in Lima. */
  readonly date: string;
}

const INSERT = `
  insert into stock_movement (id, company_id, effective_date, warehouse_id, product_id, kind, source_id, source_line,
                              quantity, unit_cost, balance, average_cost)
  select id, $1, $2, $3, product_id, $4, $5, line, quantity, unit_cost, balance, average_cost
    from jsonb_to_recordset($6::jsonb) as m (id uuid, product_id uuid, line int, quantity numeric, unit_cost numeric,
         balance numeric, average_cost numeric)`;

/** Appends movements to the kardex; the levels were changed by the caller in the same transaction. */
export async function writeKardex(tx: Tx, source: KardexSource, entries: readonly KardexEntry[]): Promise<void> {
  if (entries.length === 0) return;
  const rows = entries.map((entry) => ({
    id: uuidv7(),
    product_id: entry.productId,
    line: entry.line,
    quantity: entry.quantity,
    unit_cost: entry.unitCost,
    balance: entry.balance,
    average_cost: entry.averageCost,
  }));
  tx.write(INSERT, [tx.companyId, source.date, source.warehouseId, source.kind, source.sourceId, JSON.stringify(rows)]);
}
