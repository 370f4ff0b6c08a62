import { continueAsNew } from '@temporalio/workflow';
import type { DocumentSteps } from '../document-to-cdr/document-steps.ts';
import type { Decision, CertificateToCdrInput } from './contract.ts';
import {
  cancelCertificate,
  confirmCertificate,
  issueCertificate,
  prepareCertificateReissue,
  rebuildCertificate,
  resumeCertificate,
  sendDocument,
  standCertificateStill,
} from './steps.ts';
import type { certificateToCdr } from './workflow.ts';

/** What remains when the new document was refused at the moment of signing. */
const REISSUE_REFUSED: readonly Decision[] = ['reissue', 'cancel_certificate'];

/** The steps of a certificate's document. */
export function documentSteps(input: CertificateToCdrInput): DocumentSteps {
  return {
    cancelDecision: 'cancel_certificate',
    send: (documentId, now, first) => sendDocument({ ...input, documentId, now, first }),
    rebuild: (documentId, reason, by, message) =>
      rebuildCertificate({
        ...{ ...input, documentId, reason },
        ...(by ? { by } : {}),
        ...(message?.certificate ? { changes: message.certificate } : {}),
      }),
    prepareReissue: (replaces, { reason, by, certificate }) =>
      prepareCertificateReissue({ ...input, replaces, reason, by, ...(certificate ? { changes: certificate } : {}) }),
    async issue(attempt) {
      const issued = await issueCertificate({ ...input, attempt });
      return issued.outcome === 'issued' ? issued.document : { code: 'reissue_refused' };
    },
    cancel: ({ reason, by }) => cancelCertificate({ ...input, reason, by }),
    resume: ({ decision, reason, by }) => resumeCertificate({ ...input, status: 'issued', decision, reason, by }),
    confirm: ({ reason, by }) => confirmCertificate({ ...input, reason, by }),
    refuseReissue: (code) => standCertificateStill({ ...input, code, step: 'reissue', options: REISSUE_REFUSED }),
    beginAnew: (carrying) => continueAsNew<typeof certificateToCdr>(input, carrying),
  };
}
