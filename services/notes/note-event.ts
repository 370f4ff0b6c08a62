import type { Tx } from '../../db/tx.ts';
import { uuidv7 } from '../../platform/ids.ts';
import type { SaleEventKind } from '../sales/sale-event.ts';

/** What the trace of a note can say: a document's events as those of a sale, and its own. */
export type NoteEventKind =
  | SaleEventKind
  | 'waiting_for_document'
  | 'money_refunded'
  | 'refund_reversed'
  | 'stock_taken';

/** Adds to the note's trace (append-only). `data` holds codes, numbers and ids: nothing personal. */
export async function writeNoteEvent(
  tx: Tx,
  noteId: string,
  kind: NoteEventKind,
  data: Record<string, unknown> | null = null,
): Promise<void> {
  tx.write('insert into note_event (id, company_id, note_id, kind, data) values ($1, $2, $3, $4, $5)', [
    ...[uuidv7(), tx.companyId, noteId, kind],
    data === null ? null : JSON.stringify(data),
  ]);
}
