import type { Tx } from '../../db/tx.ts';
import { TRACES, writeEvent } from '../trace.ts';

/** What the trace of a sale can say, in the words of the contract. */
export type SaleEventKind =
  | 'received'
  | 'stock_reserved'
  | 'payment_recorded'
  | 'document_issued'
  | 'document_sent'
  | 'document_in_process'
  | 'document_accepted'
  | 'document_observed'
  | 'document_rejected'
  | 'document_pending'
  | 'document_unknown'
  | 'document_expired'
  | 'document_voided'
  | 'decision'
  | 'stock_released'
  | 'payment_reversed'
  | 'stock_returned'
  | 'note_issued'
  | 'cancelled'
  | 'completed'
  | 'waiting_for_sunat';

/** Adds to the sale's trace (append-only). `data` holds codes, numbers and ids: nothing personal. */
export async function writeSaleEvent(
  tx: Tx,
  saleId: string,
  kind: SaleEventKind,
  data: Record<string, unknown> | null = null,
): Promise<void> {
  writeEvent(tx, TRACES.sale, saleId, kind, data);
}
