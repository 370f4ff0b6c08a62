import type { Tx } from '../../db/tx.ts';
import type { NoteEffects } from '../../domain/fiscal/note.ts';
import type { LockedSale } from '../sales/lock-sale.ts';
import { writeSaleEvent } from '../sales/sale-event.ts';
import { returnByNote, takeBackReturn } from '../stock/return-by-note.ts';
import type { LockedNote } from './lock-note.ts';
import type { StoredDraft } from './note-draft.ts';
import { writeNoteEvent } from './note-event.ts';
import { refundPayments, reverseRefunds } from './refund-payments.ts';

const movesStock = (effects: NoteEffects): boolean => effects === 'stock' || effects === 'both';
const movesMoney = (effects: NoteEffects): boolean => effects === 'money' || effects === 'both';

/**
 * What a note moves when it is issued, once: goods back into the sale's warehouse, money back to its payments. A debit
 * note moves nothing: what it adds is owed, and collected when it is paid.
 */
export async function moveByNote(tx: Tx, note: LockedNote, sale: LockedSale, draft: StoredDraft): Promise<void> {
  await writeSaleEvent(tx, sale.id, 'note_issued', {
    ...{ note_id: note.id, type: note.kind, reason_code: draft.reasonCode },
    ...{ total: draft.totals.total, effects: note.effects },
  });
  if (note.kind === '08') return;
  if (movesMoney(note.effects)) {
    const { total } = draft.totals;
    const refunded = await refundPayments(tx, { noteId: note.id, saleId: sale.id, total });
    await writeNoteEvent(tx, note.id, 'money_refunded', { amount: refunded, currency: note.currency });
  }
  if (movesStock(note.effects)) {
    const by = { noteId: note.id, saleId: sale.id, warehouseId: sale.warehouse_id, date: draft.issueDate };
    const lines = await returnByNote(tx, by, draft.lines);
    await writeNoteEvent(tx, note.id, 'stock_returned', { lines });
  }
}

/**
 * Undoes it for a note that never had effect at SUNAT.
 * @throws HubError 409 `insufficient_stock` where the goods have been sold again
 */
export async function undoMoves(tx: Tx, note: LockedNote, sale: LockedSale, date: string): Promise<void> {
  if (note.document_id === null || note.kind === '08') return;
  const refunds = await reverseRefunds(tx, note.id);
  if (refunds > 0) await writeNoteEvent(tx, note.id, 'refund_reversed', { refunds });
  const by = { noteId: note.id, saleId: sale.id, warehouseId: sale.warehouse_id, date };
  const lines = await takeBackReturn(tx, by);
  if (lines > 0) await writeNoteEvent(tx, note.id, 'stock_taken', { lines });
}
