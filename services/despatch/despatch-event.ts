import type { Tx } from '../../db/tx.ts';
import type { SaleEventKind } from '../sales/sale-event.ts';
import { TRACES, writeEvent } from '../trace.ts';

/** What the trace of a guía can say: a document's events as those of a sale, and its own. */
export type DespatchEventKind = SaleEventKind | 'document_confirmed';

/** Adds to the guía's trace (append-only). `data` holds codes, numbers and ids: nothing personal. */
export async function writeDespatchEvent(
  tx: Tx,
  despatchId: string,
  kind: DespatchEventKind,
  data: Record<string, unknown> | null = null,
): Promise<void> {
  writeEvent(tx, TRACES.despatch, despatchId, kind, data);
}
