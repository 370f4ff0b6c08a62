import type { Tx } from '../../db/tx.ts';
import type { CompanyCipher } from '../../platform/crypto/envelope.ts';
import { openAttention } from '../attention/open-attention.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { ServiceContext } from '../context.ts';
import { setSaleStatus } from '../sales/lock-sale.ts';
import { writeSaleEvent } from '../sales/sale-event.ts';
import { closeDocumentAttention } from './deadline.ts';
import { type DocumentAnswer, type LockedDocument, setDocumentStatus } from './lock-document.ts';
import { openStandstill } from './open-standstill.ts';
import type { SendResult } from './send-result.ts';

/**
 * The legal time is over. A factura cannot be informed any more and waits for a person; a boleta still can, by daily
 * summary (R.S. 114-2019), so it stays pending, its sale issued, and a person is told.
 */
export async function expireDocument(
  tx: Tx,
  ctx: ServiceContext,
  cipher: CompanyCipher,
  input: { readonly saleId: string; readonly document: LockedDocument; readonly answer?: DocumentAnswer },
): Promise<SendResult> {
  const { saleId, document, answer } = input;
  await closeDocumentAttention(tx, document.documentId, ['deadline_near']);
  if (document.type === '03') return toSummary(tx, ctx, input);
  await writeAudit(tx, ctx, cipher, {
    action: 'document.expire',
    entity: 'fiscal_document',
    entityId: document.documentId,
    before: { status: document.status },
    after: { status: 'expired' },
  });
  await setDocumentStatus(tx, document.documentId, 'expired', answer);
  await setSaleStatus(tx, saleId, 'needs_attention');
  await writeSaleEvent(tx, saleId, 'document_expired', { document_id: document.documentId });
  return openStandstill(tx, ctx, saleId, document, 'document_expired');
}

async function toSummary(
  tx: Tx,
  ctx: ServiceContext,
  input: { readonly saleId: string; readonly document: LockedDocument; readonly answer?: DocumentAnswer },
): Promise<SendResult> {
  const { saleId, document, answer } = input;
  if (document.status !== 'pending' || answer) await setDocumentStatus(tx, document.documentId, 'pending', answer);
  await openAttention(tx, ctx, {
    kind: 'document',
    severity: 'critical',
    code: 'boleta_needs_summary',
    detail: `El plazo para enviar la boleta ${document.series}-${document.number} venció: debe informarse en un resumen diario.`,
    subjectId: document.documentId,
    saleId,
    documentId: document.documentId,
    options: [],
  });
  return { state: 'summary' };
}
