import type { Tx } from '../../db/tx.ts';
import { conflict } from '../../domain/errors.ts';
import { limaDate } from '../../domain/time/lima.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { change } from '../change.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { lockNote } from '../notes/lock-note.ts';
import { undoMoves } from '../notes/move-by-note.ts';
import { writeNoteEvent } from '../notes/note-event.ts';
import { reversePayments } from '../sales/reverse-payments.ts';
import { writeSaleEvent } from '../sales/sale-event.ts';
import { writeCancellation } from '../sales/write-cancellation.ts';
import { returnSold } from '../stock/return-sold.ts';
import { type LockedVoid, lockVoid, setVoidStatus } from './lock-void.ts';

const CODE = 'document_voided';

/**
 * What the voiding of a document moves in the shop, once SUNAT has voided it: the sale is cancelled, its goods come back
 * at the cost at which they left and its payments are reversed; of a note, what it moved is moved back. Once: run again it
 * changes nothing.
 * @throws HubError 409 `document_in_force` while SUNAT has not voided it, `insufficient_stock` where the goods that a
 * credit note brought back have been sold again
 */
export async function applyVoid(
  deps: ServiceDeps,
  ctx: ServiceContext,
  { voidId }: { readonly voidId: string },
): Promise<void> {
  authorise(ctx, 'documents:void');
  await change(deps, ctx, async (tx, cipher) => {
    const voiding = await lockVoid(tx, voidId);
    if (voiding.status === 'completed') return;
    await requireVoided(tx, voiding.document_id);
    const { note_id: noteId, sale_id: saleId, reason } = voiding;
    await writeAudit(tx, ctx, cipher, {
      ...{ action: noteId ? 'note.void' : 'sale.void', reason },
      ...(noteId ? { entity: 'note', entityId: noteId } : { entity: 'sale', entityId: saleId }),
      before: { status: voiding.sale.status },
      after: { document: CODE },
    });
    await writeSaleEvent(tx, saleId, 'document_voided', { document_id: voiding.document_id, note_id: noteId });
    await setVoidStatus(tx, voidId, 'completed');
    const date = limaDate(deps.now());
    if (noteId) await undoNote(tx, { ...voiding, note_id: noteId }, date);
    else await undoSale(tx, voiding, date);
  });
  deps.saleChanged();
}

async function requireVoided(tx: Tx, documentId: string): Promise<void> {
  const [document] = await tx.sql<{ status: string }>(
    'select status from fiscal_document where company_id = $1 and id = $2',
    [tx.companyId, documentId],
  );
  if (document?.status !== 'voided') throw conflict('document_in_force', 'SUNAT aún no anuló el comprobante.');
}

async function undoSale(tx: Tx, { sale, reason }: LockedVoid, date: string): Promise<void> {
  if (sale.status === 'cancelled') return;
  await reversePayments(tx, sale.id, ['pending', 'recorded']);
  await writeCancellation(tx, sale.id, { code: CODE, reason, lines: [] });
  const lines = await returnSold(tx, { saleId: sale.id, warehouseId: sale.warehouse_id, date });
  await writeSaleEvent(tx, sale.id, 'stock_returned', { lines });
}

async function undoNote(
  tx: Tx,
  { sale, note_id: noteId, reason }: LockedVoid & { readonly note_id: string },
  date: string,
): Promise<void> {
  const note = await lockNote(tx, noteId);
  if (note.status === 'cancelled') return;
  await tx.run(
    `update note set status = 'cancelled', cancellation = $3, updated_at = now(), version = version + 1
      where company_id = $1 and id = $2`,
    [tx.companyId, noteId, JSON.stringify({ code: CODE, reason })],
  );
  await writeNoteEvent(tx, noteId, 'cancelled', { code: CODE });
  await undoMoves(tx, note, sale, date);
}
