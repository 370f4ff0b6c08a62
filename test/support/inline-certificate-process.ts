import type { CertificateProcess } from '../../api/certificate-process.ts';
import { processContext } from '../../services/context.ts';
import type { ServiceDeps } from '../../services/deps.ts';
import { issueCertificate } from '../../services/certificates/issue-certificate.ts';

/** Issues a certificate right where it is started, without Temporal and without sending anything. */
export function inlineCertificateProcess(deps: ServiceDeps): CertificateProcess {
  return {
    async start({ companyId, certificateId }) {
      const ctx = processContext(companyId, `${companyId}/certificate/${certificateId}`, 'inline');
      await issueCertificate(deps, ctx, { certificateId, attempt: 1 });
    },
    earlier: () => Promise.resolve(undefined),
    decide: () => Promise.resolve(undefined),
    waitFor: () => Promise.resolve(),
  };
}
