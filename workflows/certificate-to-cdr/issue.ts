import type { IssuedDocument } from '../../activities/index.ts';
import { ask, clearAttention, type DocumentProcess, enter, refused } from '../document-to-cdr/process.ts';
import { refusalOf } from '../document-to-cdr/refusal.ts';
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
async function givenUp(process: DocumentProcess, input: CertificateToCdrInput): Promise<boolean> {
  let cancelled = false;
  await standCertificateStill({ ...input, code: REFUSED, step: 'issue_certificate', options: OPTIONS });
  enter(process, 'waiting_decision', { attention: REFUSED, options: OPTIONS });
  await ask(process, {
    code: REFUSED,
    options: OPTIONS,
    apply: async ({ decision, reason, by }) => {
      try {
        if (decision === 'cancel_certificate') await cancelCertificate({ ...input, reason, by });
        else await resumeCertificate({ ...input, status: 'received', decision, reason, by });
      } catch (error) {
        const refusal = refusalOf(error);
        if (refusal) return refused(refusal.code, refusal.detail);
        throw error;
      }
      cancelled = decision === 'cancel_certificate';
      return { accepted: true };
    },
  });
  clearAttention();
  return cancelled;
}
