import type { Tx } from '../../db/tx.ts';
import { uuidv7 } from '../../platform/ids.ts';
import type { SaleEventKind } from '../sales/sale-event.ts';

/** What the trace of a guía can say: a document's events as those of a sale, and its own. */
export type DespatchEventKind = SaleEventKind | 'document_confirmed';

/** Adds to the guía's trace (append-only). `data` holds codes, numbers and ids: nothing personal. */
export async function writeDespatchEvent(
  tx: Tx,
  despatchId: string,
  kind: DespatchEventKind,
  data: Record<string, unknown> | null = null,
): Promise<void> {
  tx.write('insert into despatch_event (id, company_id, despatch_id, kind, data) values ($1, $2, $3, $4, $5)', [
    ...[uuidv7(), tx.companyId, despatchId, kind],
    data === null ? null : JSON.stringify(data),
  ]);
}
