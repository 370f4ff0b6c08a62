import type { Tx } from '../../db/tx.ts';
import { conflict, type FieldIssue } from '../../domain/errors.ts';
import { certificateOn } from '../../domain/fiscal/certificates/make-certificate.ts';
import { validateCertificate } from '../../domain/fiscal/certificates/validate-certificate.ts';
import { limaDate, limaTime } from '../../domain/time/lima.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { change } from '../change.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { fiscalReadiness } from '../sales/fiscal-readiness.ts';
import { signDocument } from '../sales/sign-document.ts';
import { type IssuedDocument, issuedBy, storeDocument } from '../sales/store-document.ts';
import { takeNumber } from '../sales/take-number.ts';
import { withSigner } from '../sales/with-signer.ts';
import { openCertificate } from './certificate-draft.ts';
import { agentOf, loadAgent } from './load-agent.ts';
import { loadOwnDocuments } from './load-own-documents.ts';
import { type LockedCertificate, lockCertificate } from './lock-certificate.ts';

export type IssueCertificateOutcome =
  | { readonly outcome: 'issued'; readonly document: IssuedDocument }
  | { readonly outcome: 'cancelled' }
  | { readonly outcome: 'refused'; readonly code: string; readonly issues: readonly FieldIssue[] };

/**
 * Issues a certificate in one transaction: number taken, XML signed as of today, bytes stored. One whose payments lie in
 * a month that is over is refused (2625, 2612). Run again it answers the same document. A refusal takes no number.
 * @throws HubError 409 `attempt_out_of_order` when called out of order
 */
export async function issueCertificate(
  deps: ServiceDeps,
  ctx: ServiceContext,
  { certificateId, attempt }: { readonly certificateId: string; readonly attempt: number },
): Promise<IssueCertificateOutcome> {
  authorise(ctx, 'tax_certificates:create');
  const outcome = await withSigner(deps, ctx.companyId, (signer) =>
    change(deps, ctx, async (tx, cipher): Promise<IssueCertificateOutcome> => {
      const row = await lockCertificate(tx, certificateId);
      const known = await answerOf(tx, row, attempt);
      if (known) return known;
      const agent = await loadAgent(tx, row.type);
      const now = deps.now();
      const stored = { ...openCertificate(cipher, certificateId, row.draft), agent: agentOf(agent) };
      const draft = certificateOn(stored, limaDate(now), limaTime(now));
      const { issues } = validateCertificate(draft, await loadOwnDocuments(tx, cipher, draft));
      const all = [...issues, ...fiscalReadiness(agent, now)];
      if (all.length > 0) return { outcome: 'refused', code: 'certificate_refused', issues: all };
      const signing = signer(agent.certificate_id);
      const documentId = uuidv7();
      await writeAudit(tx, ctx, cipher, {
        ...{ action: 'certificate.issue', entity: 'tax_certificate', entityId: certificateId },
        after: { document_id: documentId, series: row.series, attempt },
      });
      const number = await takeNumber(tx, row.type, row.series);
      const of = { documentId, source: { type: 'certificate', id: certificateId } as const, saleId: null, attempt };
      return {
        outcome: 'issued',
        document: await storeDocument(tx, cipher, signDocument(draft, number, signing), of),
      };
    }),
  );
  deps.saleChanged();
  return outcome;
}

/** What is settled already: cancelled first, or issued by an earlier run of the same attempt. */
async function answerOf(tx: Tx, row: LockedCertificate, attempt: number): Promise<IssueCertificateOutcome | undefined> {
  if (row.status === 'cancelled') return { outcome: 'cancelled' };
  const document = await issuedBy(tx, { type: 'certificate', id: row.id }, attempt);
  if (document) return { outcome: 'issued', document };
  if (row.issue_attempt !== attempt || row.status !== 'received')
    throw conflict('attempt_out_of_order', 'El intento de emisión no es el vigente.');
  return undefined;
}
