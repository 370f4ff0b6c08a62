import type { Tx } from '../../db/tx.ts';
import type { CompanyCipher } from '../../platform/crypto/envelope.ts';
import { conflict } from '../../domain/errors.ts';
import { limaDate } from '../../domain/time/lima.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { change } from '../change.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { writeCertificateEvent } from '../certificates/certificate-event.ts';
import { lockCertificate } from '../certificates/lock-certificate.ts';
import { lockNote } from '../notes/lock-note.ts';
import { undoMoves } from '../notes/move-by-note.ts';
import { writeNoteEvent } from '../notes/note-event.ts';
import type { LockedSale } from '../sales/lock-sale.ts';
import { reversePayments } from '../sales/reverse-payments.ts';
import { writeSaleEvent } from '../sales/sale-event.ts';
import { writeCancellation } from '../sales/write-cancellation.ts';
import { returnSold } from '../stock/return-sold.ts';
import { type LockedVoid, lockVoid, setVoidStatus } from './lock-void.ts';

const CODE = 'document_voided';

/**
 * What the voiding of a document moves in the shop, once SUNAT has voided it: the sale is cancelled, its goods come back
 * at the cost at which they left and its payments are reversed; of a note, what it moved is moved back; a certificate is
 * over. Once: run again it changes nothing.
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
    await setVoidStatus(tx, voidId, 'completed');
    const undoing = { tx, ctx, cipher, date: limaDate(deps.now()) };
    const { sale, note_id: noteId, certificate_id: certificateId } = voiding;
    if (certificateId !== null) await undoCertificate(undoing, voiding, certificateId);
    else if (sale === null) throw new Error('A voiding is about a sale or a certificate');
    else await undoTrade(undoing, { ...voiding, sale }, noteId);
  });
  deps.saleChanged();
}

interface Undoing {
  readonly tx: Tx;
  readonly ctx: ServiceContext;
  readonly cipher: CompanyCipher;
  /** Lima date of the movements. */
  readonly date: string;
}

type OfSale = LockedVoid & { readonly sale: LockedSale };

async function undoTrade({ tx, ctx, cipher, date }: Undoing, voiding: OfSale, noteId: string | null): Promise<void> {
  const { sale, document_id: documentId, reason } = voiding;
  await writeAudit(tx, ctx, cipher, {
    ...{ action: noteId ? 'note.void' : 'sale.void', reason },
    ...(noteId ? { entity: 'note', entityId: noteId } : { entity: 'sale', entityId: sale.id }),
    before: { status: sale.status },
    after: { document: CODE },
  });
  await writeSaleEvent(tx, sale.id, 'document_voided', { document_id: documentId, note_id: noteId });
  if (noteId) await undoNote(tx, { ...voiding, note_id: noteId }, date);
  else await undoSale(tx, voiding, date);
}

/** Reversed, the certificate is over; nothing of the shop's moves with it. */
async function undoCertificate(
  { tx, ctx, cipher }: Undoing,
  { document_id: documentId, reason }: LockedVoid,
  certificateId: string,
): Promise<void> {
  const certificate = await lockCertificate(tx, certificateId);
  if (certificate.status === 'cancelled') return;
  await writeAudit(tx, ctx, cipher, {
    ...{ action: 'certificate.void', entity: 'tax_certificate', entityId: certificateId, reason },
    before: { status: certificate.status },
    after: { document: CODE },
  });
  await tx.run(
    `update tax_certificate set status = 'cancelled', cancellation = $3, updated_at = now(), version = version + 1
      where company_id = $1 and id = $2`,
    [tx.companyId, certificateId, JSON.stringify({ code: CODE, reason })],
  );
  await writeCertificateEvent(tx, certificateId, 'document_voided', { document_id: documentId });
}

async function requireVoided(tx: Tx, documentId: string): Promise<void> {
  const [document] = await tx.sql<{ status: string }>(
    'select status from fiscal_document where company_id = $1 and id = $2',
    [tx.companyId, documentId],
  );
  if (document?.status !== 'voided') throw conflict('document_in_force', 'SUNAT aún no anuló el comprobante.');
}

async function undoSale(tx: Tx, { sale, reason }: OfSale, date: string): Promise<void> {
  if (sale.status === 'cancelled') return;
  await reversePayments(tx, sale.id, ['pending', 'recorded']);
  await writeCancellation(tx, sale.id, { code: CODE, reason, lines: [] });
  const lines = await returnSold(tx, { saleId: sale.id, warehouseId: sale.warehouse_id, date });
  await writeSaleEvent(tx, sale.id, 'stock_returned', { lines });
}

async function undoNote(
  tx: Tx,
  { sale, note_id: noteId, reason }: OfSale & { readonly note_id: string },
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
