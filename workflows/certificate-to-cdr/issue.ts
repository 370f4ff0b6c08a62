import type { IssuedDocument } from '../../activities/index.ts';
import { askToGiveUp } from '../document-to-cdr/give-up.ts';
import { type DocumentProcess, enter } from '../document-to-cdr/process.ts';
import type { Decision, CertificateToCdrInput } from './contract.ts';
import { cancelCertificate, issueCertificate, resumeCertificate, standCertificateStill } from './steps.ts';

const REFUSED = 'certificate_refused';
const OPTIONS: readonly Decision[] = ['retry', 'cancel_certificate'];

/** Issues the certificate. Answers its document, or undefined when it was cancelled before. */
export async function issue(
  process: DocumentProcess,
  input: CertificateToCdrInput,
): Promise<IssuedDocument | undefined> {
  for (;;) {
    enter(process, 'issuing');
    const result = await issueCertificate({ ...input, attempt: 1 });
    if (result.outcome === 'issued') return result.document;
    if (result.outcome === 'cancelled' || (await givenUp(process, input))) {
      enter(process, 'cancelled');
      return undefined;
    }
  }
}

/** What refused it lies in the company's set-up or in the day that has come: asks a person; true when it was cancelled. */
const givenUp = (process: DocumentProcess, input: CertificateToCdrInput): Promise<boolean> =>
  askToGiveUp(process, {
    code: REFUSED,
    options: OPTIONS,
    ends: 'cancel_certificate',
    standStill: () => standCertificateStill({ ...input, code: REFUSED, step: 'issue_certificate', options: OPTIONS }),
    cancel: ({ reason, by }) => cancelCertificate({ ...input, reason, by }),
    resume: ({ decision, reason, by }) => resumeCertificate({ ...input, status: 'received', decision, reason, by }),
  });
