import type { CertificateChanges } from '../../domain/fiscal/certificates/changes.ts';
import { validateCertificate } from '../../domain/fiscal/certificates/validate-certificate.ts';
import type { ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import type { DecidedBy } from '../sales/decided-by.ts';
import { fiscalReadiness } from '../sales/fiscal-readiness.ts';
import { type RebuildOutcome, signAnew } from '../sales/sign-anew.ts';
import { openCertificate, sealCertificate } from './certificate-draft.ts';
import { certificateOwner } from './certificate-owner.ts';
import { agentOf, loadAgent } from './load-agent.ts';
import { loadOwnDocuments } from './load-own-documents.ts';
import { lockCertificate } from './lock-certificate.ts';
import { inChanges, mergeChanges } from './merge-changes.ts';

export interface RebuildCertificateInput {
  readonly certificateId: string;
  readonly documentId: string;
  readonly reason: string;
  readonly changes?: CertificateChanges | undefined;
  /** Absent when the process rebuilds by itself (the certificate that SUNAT refused was replaced). */
  readonly by?: DecidedBy;
}

/**
 * A certificate's document signed anew under its number, with what was corrected, for an answer that registered
 * nothing; see `signAnew`.
 * @throws HubError 409 `decision_not_available` unless the certificate waits with this document
 */
export async function rebuildCertificate(
  deps: ServiceDeps,
  ctx: ServiceContext,
  { certificateId, documentId, reason, changes, by }: RebuildCertificateInput,
): Promise<RebuildOutcome> {
  return signAnew(deps, ctx, {
    ...{ owner: certificateOwner(certificateId), documentId, reason, by },
    async drawUp(tx, cipher, row) {
      const certificate = await lockCertificate(tx, certificateId);
      const agent = await loadAgent(tx, certificate.type);
      const signing = { certificateId: agent.certificate_id };
      const stored = openCertificate(cipher, certificateId, certificate.draft);
      const dates = { issueDate: row.issue_date, issueTime: row.issue_time };
      const draft = mergeChanges({ ...stored, ...dates, agent: agentOf(agent) }, changes);
      const { issues } = validateCertificate(draft, await loadOwnDocuments(tx, cipher, draft));
      const all = [...inChanges(issues), ...fiscalReadiness(agent, deps.now())];
      if (all.length > 0) return { ...signing, code: 'invalid_document', issues: all };
      if (changes) {
        tx.write(
          `update tax_certificate set draft = $3, regime = $4, withheld = $5, paid = $6
            where company_id = $1 and id = $2`,
          [
            ...[tx.companyId, certificateId, sealCertificate(cipher, certificateId, draft).bytes],
            ...[draft.regime, draft.withheld, draft.paid],
          ],
        );
      }
      return { ...signing, draft };
    },
  });
}
