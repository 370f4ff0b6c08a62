import type { IssuedDocument } from '../../activities/index.ts';
import { askToGiveUp } from '../document-to-cdr/give-up.ts';
import { type DocumentProcess, enter } from '../document-to-cdr/process.ts';
import type { Decision, DespatchAdviceInput } from './contract.ts';
import { cancelDespatch, issueDespatch, resumeDespatch, standDespatchStill } from './steps.ts';

const REFUSED = 'despatch_refused';
const OPTIONS: readonly Decision[] = ['retry', 'cancel_despatch'];

/** Issues the guía. Answers its document, or undefined when it was cancelled before. */
export async function issue(process: DocumentProcess, input: DespatchAdviceInput): Promise<IssuedDocument | undefined> {
  for (;;) {
    enter(process, 'issuing');
    const result = await issueDespatch({ ...input, attempt: 1 });
    if (result.outcome === 'issued') return result.document;
    if (result.outcome === 'cancelled' || (await givenUp(process, input))) {
      enter(process, 'cancelled');
      return undefined;
    }
  }
}

/** What refused it lies in the company's set-up or in the day that has come: asks a person; true when it was cancelled. */
const givenUp = (process: DocumentProcess, input: DespatchAdviceInput): Promise<boolean> =>
  askToGiveUp(process, {
    code: REFUSED,
    options: OPTIONS,
    ends: 'cancel_despatch',
    standStill: () => standDespatchStill({ ...input, code: REFUSED, step: 'issue_despatch', options: OPTIONS }),
    cancel: ({ reason, by }) => cancelDespatch({ ...input, reason, by }),
    resume: ({ decision, reason, by }) => resumeDespatch({ ...input, status: 'received', decision, reason, by }),
  });
