import type { Tx } from '../../db/tx.ts';
import { isBoletaFamily } from '../../domain/fiscal/deadlines.ts';
import type { CompanyCipher } from '../../platform/crypto/envelope.ts';
import { openAttention } from '../attention/open-attention.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { ServiceContext } from '../context.ts';
import { closeDocumentAttention } from './deadline.ts';
import { type DocumentAnswer, type LockedDocument, setDocumentStatus } from './lock-document.ts';
import { openStandstill } from './open-standstill.ts';
import { type DocumentOwner, namesOwner } from './owner.ts';
import type { SendResult } from './send-result.ts';

/**
 * The legal time is over. A factura cannot be informed any more and waits for a person; a boleta still can, by daily
 * summary (R.S. 114-2019), so it and its notes stay pending, their owner issued, and a person is told.
 */
export async function expireDocument(
  tx: Tx,
  ctx: ServiceContext,
  cipher: CompanyCipher,
  input: { readonly owner: DocumentOwner; readonly document: LockedDocument; readonly answer?: DocumentAnswer },
): Promise<SendResult> {
  const { owner, document, answer } = input;
  await closeDocumentAttention(tx, document.documentId, ['deadline_near']);
  if (isBoletaFamily(document.type, document.series)) return toSummary(tx, ctx, input);
  await writeAudit(tx, ctx, cipher, {
    action: 'document.expire',
    entity: 'fiscal_document',
    entityId: document.documentId,
    before: { status: document.status },
    after: { status: 'expired' },
  });
  await setDocumentStatus(tx, document.documentId, 'expired', answer);
  await owner.setStatus(tx, 'needs_attention');
  await owner.event(tx, 'document_expired', { document_id: document.documentId });
  return openStandstill(tx, ctx, owner, document, 'document_expired');
}

async function toSummary(
  tx: Tx,
  ctx: ServiceContext,
  input: { readonly owner: DocumentOwner; readonly document: LockedDocument; readonly answer?: DocumentAnswer },
): Promise<SendResult> {
  const { owner, document, answer } = input;
  if (document.status !== 'pending' || answer) await setDocumentStatus(tx, document.documentId, 'pending', answer);
  await openAttention(tx, ctx, {
    kind: 'document',
    severity: 'critical',
    code: 'boleta_needs_summary',
    detail: `El plazo para enviar ${document.type === '03' ? 'la boleta' : 'la nota'} ${document.series}-${document.number} venció: debe informarse en un resumen diario.`,
    subjectId: document.documentId,
    ...namesOwner(owner),
    documentId: document.documentId,
    options: [],
  });
  return { state: 'summary' };
}
