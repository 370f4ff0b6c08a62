import type { Tx } from '../../db/tx.ts';
import type { SaleEventKind } from '../sales/sale-event.ts';
import { TRACES, writeEvent } from '../trace.ts';

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
  writeEvent(tx, TRACES.note, noteId, kind, data);
}
