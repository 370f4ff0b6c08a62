import { Context } from '@temporalio/activity';
import type { CertificateChanges } from '../domain/fiscal/certificates/changes.ts';
import { processContext, type ServiceContext } from '../services/context.ts';
import type { ServiceDeps } from '../services/deps.ts';
import { cancelCertificate, type CertificateDecision } from '../services/certificates/cancel-certificate.ts';
import { confirmCertificate } from '../services/certificates/confirm-certificate.ts';
import { certificateOwner } from '../services/certificates/certificate-owner.ts';
import { issueCertificate } from '../services/certificates/issue-certificate.ts';
import { prepareCertificateReissue } from '../services/certificates/prepare-certificate-reissue.ts';
import { type RebuildCertificateInput, rebuildCertificate } from '../services/certificates/rebuild-certificate.ts';
import { giveUpNumber } from '../services/sunat/give-up-number.ts';
import { type ResumeInput, resume } from '../services/sunat/resume.ts';
import { type StandStillInput, standStill } from '../services/sunat/stand-still.ts';

/** Whose certificate, and the request that made it; every step carries it. */
export interface CertificateStep {
  readonly companyId: string;
  readonly certificateId: string;
  readonly requestId: string;
}

/** What the verbs of a document take, without the owner that the step names. */
type Of<Input> = Omit<Input, 'owner'>;

type Reissue = CertificateDecision & { readonly replaces: string; readonly changes?: CertificateChanges };

const owned = <Step extends CertificateStep>(step: Step) => ({ ...step, owner: certificateOwner(step.certificateId) });

/** The process acts for the company, under its own id in the audit. */
function actor(step: CertificateStep): ServiceContext {
  const workflowId = Context.current().info.workflowExecution?.workflowId ?? '';
  return processContext(step.companyId, workflowId, step.requestId);
}

/** The verbs of a certificate as its process sees them: each is idempotent on the certificate's own row. */
export function certificateActivities(deps: ServiceDeps) {
  return {
    issueCertificate: (step: CertificateStep & { readonly attempt: number }) =>
      issueCertificate(deps, actor(step), step),
    standCertificateStill: (step: CertificateStep & Of<StandStillInput>) => standStill(deps, actor(step), owned(step)),
    resumeCertificate: (step: CertificateStep & Of<ResumeInput>) => resume(deps, actor(step), owned(step)),
    rebuildCertificate: (step: CertificateStep & RebuildCertificateInput) =>
      rebuildCertificate(deps, actor(step), step),
    confirmCertificate: (step: CertificateStep & CertificateDecision) => confirmCertificate(deps, actor(step), step),

    /** Gives up a number that SUNAT holds with other content, then opens the next attempt. */
    async prepareCertificateReissue(step: CertificateStep & Reissue) {
      await giveUpNumber(deps, actor(step), owned(step));
      return prepareCertificateReissue(deps, actor(step), step);
    },

    async cancelCertificate(step: CertificateStep & CertificateDecision) {
      await giveUpNumber(deps, actor(step), owned(step));
      await cancelCertificate(deps, actor(step), step);
    },
  };
}
