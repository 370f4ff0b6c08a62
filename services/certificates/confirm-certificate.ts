import { conflict } from '../../domain/errors.ts';
import { closeOwnerAttention } from '../attention/close-attention.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { change } from '../change.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { asDecider } from '../sales/decided-by.ts';
import { lockDocument, setDocumentStatus } from '../sunat/lock-document.ts';
import type { CertificateDecision } from './cancel-certificate.ts';
import { writeCertificateEvent } from './certificate-event.ts';
import { lockCertificate, setCertificateStatus } from './lock-certificate.ts';

/**
 * A person's `accept_as_is`: SUNAT holds the number, its answer was lost, and the person has seen the certificate
 * in SUNAT's portal. It counts as accepted on his word; there is no CDR. Once.
 * @throws HubError 409 `decision_not_available` unless the certificate waits for exactly this
 */
export async function confirmCertificate(
  deps: ServiceDeps,
  ctx: ServiceContext,
  input: CertificateDecision,
): Promise<void> {
  authorise(ctx, 'tax_certificates:decide');
  const { certificateId, reason, by } = input;
  await change(deps, ctx, async (tx, cipher) => {
    const row = await lockCertificate(tx, certificateId);
    if (row.status === 'completed') return;
    if (row.status !== 'needs_attention' || row.document_id === null) throw notExpected();
    const document = await lockDocument(tx, row.document_id);
    if (document.status !== 'unknown') throw notExpected();
    const { documentId } = document;
    await writeAudit(tx, asDecider(ctx, by), cipher, {
      ...{ action: 'document.confirm', entity: 'fiscal_document', entityId: documentId, reason },
      before: { status: document.status },
      after: { status: 'accepted', evidence: 'person' },
    });
    await setDocumentStatus(tx, documentId, 'accepted');
    await tx.run(`update fiscal_document set evidence = 'person' where company_id = $1 and id = $2`, [
      tx.companyId,
      documentId,
    ]);
    await closeOwnerAttention(tx, { kind: 'certificate', id: certificateId }, { decision: 'accept_as_is', reason, by });
    await setCertificateStatus(tx, certificateId, 'completed');
    await writeCertificateEvent(tx, certificateId, 'document_confirmed', { document_id: documentId });
    await writeCertificateEvent(tx, certificateId, 'completed');
  });
  deps.saleChanged();
}

const notExpected = () => conflict('decision_not_available', 'El comprobante no espera esta decisión.');
