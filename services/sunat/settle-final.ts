import type { Tx } from '../../db/tx.ts';
import type { CompanyCipher } from '../../platform/crypto/envelope.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { ServiceContext } from '../context.ts';
import type { MailSettings } from '../deps.ts';
import { queueDocumentMail } from '../mail/queue-document-mail.ts';
import { closeDocumentAttention } from './deadline.ts';
import { type LockedDocument, setDocumentStatus } from './lock-document.ts';
import { openStandstill } from './open-standstill.ts';
import type { DocumentOwner } from './owner.ts';
import type { SendResult } from './send-result.ts';
import type { Settlement } from './settlement.ts';
import { storeCdr } from './store-cdr.ts';

interface Answered<K extends Settlement['kind']> {
  readonly owner: DocumentOwner;
  readonly document: LockedDocument;
  readonly settlement: Extract<Settlement, { kind: K }>;
}

/**
 * SUNAT accepted it: its owner is completed, and the buyer who gave an address is mailed the document. The evidence is
 * its CDR or, for boletas only, the validity query.
 */
export async function acceptDocument(
  tx: Tx,
  ctx: ServiceContext,
  cipher: CompanyCipher,
  {
    owner,
    document,
    settlement,
    mail,
  }: Answered<'accepted' | 'observed'> & { readonly mail: MailSettings | undefined },
): Promise<SendResult> {
  const { documentId } = document;
  await auditAnswer(tx, ctx, cipher, document, settlement);
  // A guía of a sale is for who carries the goods: the buyer is not mailed it.
  if (document.saleId && owner.channel === 'cpe')
    await queueDocumentMail(tx, ctx, cipher, { mail, saleId: document.saleId, documentId });
  if (settlement.cdr) await storeCdr(tx, cipher, document, settlement.cdr);
  await setDocumentStatus(tx, documentId, settlement.kind, settlement);
  tx.write(
    `update fiscal_document set observations = $3, evidence = $4, sunat_received_at = coalesce($5, now())
      where company_id = $1 and id = $2`,
    [
      tx.companyId,
      documentId,
      JSON.stringify(settlement.observations),
      settlement.evidence,
      settlement.receivedAt ?? null,
    ],
  );
  if (settlement.link !== undefined) {
    tx.write('update fiscal_document set qr = $3 where company_id = $1 and id = $2', [
      ...[tx.companyId, documentId, cipher.seal(settlement.link, `fiscal_document.qr/${documentId}`).bytes],
    ]);
  }
  await closeDocumentAttention(tx, documentId, ['deadline_near', 'boleta_needs_summary']);
  await owner.setStatus(tx, 'completed');
  await owner.event(tx, `document_${settlement.kind}`, {
    document_id: documentId,
    code: settlement.code,
    evidence: settlement.evidence,
  });
  await owner.event(tx, 'completed');
  return { state: 'completed' };
}

/** SUNAT refused it and the number is used up: a person decides. The proof of the refusal is kept. */
export async function rejectDocument(
  tx: Tx,
  ctx: ServiceContext,
  cipher: CompanyCipher,
  { owner, document, settlement }: Answered<'rejected'>,
): Promise<SendResult> {
  const { code, description, cdr } = settlement;
  await auditAnswer(tx, ctx, cipher, document, settlement);
  if (cdr) await storeCdr(tx, cipher, document, cdr);
  await setDocumentStatus(tx, document.documentId, 'rejected', settlement);
  if (cdr) {
    await tx.run(`update fiscal_document set evidence = 'cdr' where company_id = $1 and id = $2`, [
      tx.companyId,
      document.documentId,
    ]);
  }
  await closeDocumentAttention(tx, document.documentId, ['deadline_near']);
  await owner.setStatus(tx, 'needs_attention');
  await owner.event(tx, 'document_rejected', { document_id: document.documentId, code });
  return openStandstill(tx, ctx, owner, document, 'document_rejected', `${code}: ${description}`);
}

async function auditAnswer(
  tx: Tx,
  ctx: ServiceContext,
  cipher: CompanyCipher,
  document: LockedDocument,
  settlement: { readonly kind: string; readonly code: string | null },
): Promise<void> {
  await writeAudit(tx, ctx, cipher, {
    action: `document.${settlement.kind}`,
    entity: 'fiscal_document',
    entityId: document.documentId,
    before: { status: document.status },
    after: { status: settlement.kind, code: settlement.code },
  });
}
