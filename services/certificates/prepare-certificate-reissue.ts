import type { CertificateChanges } from '../../domain/fiscal/certificates/changes.ts';
import { certificateOn } from '../../domain/fiscal/certificates/make-certificate.ts';
import { validateCertificate } from '../../domain/fiscal/certificates/validate-certificate.ts';
import { conflict, type FieldIssue } from '../../domain/errors.ts';
import { limaDate, limaTime } from '../../domain/time/lima.ts';
import { closeOwnerAttention } from '../attention/close-attention.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { change } from '../change.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { asDecider } from '../sales/decided-by.ts';
import { requireWithoutEffect } from '../sales/document-in-force.ts';
import type { CertificateDecision } from './cancel-certificate.ts';
import { openCertificate, sealCertificate } from './certificate-draft.ts';
import { writeCertificateEvent } from './certificate-event.ts';
import { lockCertificate } from './lock-certificate.ts';
import { inChanges, mergeChanges } from './merge-changes.ts';
import { loadOwnDocuments } from './load-own-documents.ts';

export type CertificateReissue =
  | { readonly outcome: 'ready'; readonly attempt: number }
  | { readonly outcome: 'invalid'; readonly code: string; readonly issues: readonly FieldIssue[] };

/**
 * A person's `reissue` of a certificate whose document has no effect at SUNAT: opens the next attempt, which takes a
 * new number, with what was corrected. `replaces` is the document that gets a successor. Run again it answers the open
 * attempt.
 * @throws HubError 409 `decision_not_available` unless the certificate waits for a decision about its document
 */
export async function prepareCertificateReissue(
  deps: ServiceDeps,
  ctx: ServiceContext,
  input: CertificateDecision & { readonly replaces: string; readonly changes?: CertificateChanges | undefined },
): Promise<CertificateReissue> {
  authorise(ctx, 'tax_certificates:decide');
  const { certificateId, replaces, reason, by } = input;
  const prepared = await change(deps, ctx, async (tx, cipher): Promise<CertificateReissue> => {
    const row = await lockCertificate(tx, certificateId);
    const open = row.issue_attempt > 1 && (row.document_id !== replaces || row.status === 'received');
    if (open) return { outcome: 'ready', attempt: row.issue_attempt };
    if (row.status !== 'needs_attention' || row.document_id === null)
      throw conflict('decision_not_available', 'El comprobante no espera esta decisión.');
    await requireWithoutEffect(tx, row.document_id);
    const now = deps.now();
    const dated = certificateOn(openCertificate(cipher, certificateId, row.draft), limaDate(now), limaTime(now));
    const draft = mergeChanges(dated, input.changes);
    const { issues } = validateCertificate(draft, await loadOwnDocuments(tx, cipher, draft));
    if (issues.length > 0) return { outcome: 'invalid', code: 'invalid_changes', issues: inChanges(issues) };
    const next = row.issue_attempt + 1;
    await writeAudit(tx, asDecider(ctx, by), cipher, {
      ...{ action: 'certificate.reissue', entity: 'tax_certificate', entityId: certificateId, reason },
      before: { attempt: row.issue_attempt },
      after: { attempt: next, changed: Object.keys(input.changes ?? {}) },
    });
    await closeOwnerAttention(tx, { kind: 'certificate', id: certificateId }, { decision: 'reissue', reason, by });
    await writeCertificateEvent(tx, certificateId, 'decision', { decision: 'reissue', attempt: next });
    await tx.run(
      `update tax_certificate set status = 'received', issue_attempt = $3, draft = $4, regime = $5, withheld = $6,
              paid = $7, updated_at = now(), version = version + 1 where company_id = $1 and id = $2`,
      [
        ...[tx.companyId, certificateId, next, sealCertificate(cipher, certificateId, draft).bytes],
        ...[draft.regime, draft.withheld, draft.paid],
      ],
    );
    return { outcome: 'ready', attempt: next };
  });
  deps.saleChanged();
  return prepared;
}
