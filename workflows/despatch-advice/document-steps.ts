import { continueAsNew } from '@temporalio/workflow';
import type { DocumentSteps } from '../document-to-cdr/document-steps.ts';
import type { Decision, DespatchAdviceInput } from './contract.ts';
import {
  cancelDespatch,
  confirmDespatch,
  issueDespatch,
  prepareDespatchReissue,
  rebuildDespatch,
  resumeDespatch,
  sendDespatch,
  standDespatchStill,
} from './steps.ts';
import type { despatchAdvice } from './workflow.ts';

/** What remains when the new document was refused at the moment of signing. */
const REISSUE_REFUSED: readonly Decision[] = ['reissue', 'cancel_despatch'];

/** The steps of a guía's document. */
export function documentSteps(input: DespatchAdviceInput): DocumentSteps {
  return {
    cancelDecision: 'cancel_despatch',
    send: (documentId, now, first) => sendDespatch({ ...input, documentId, now, first }),
    rebuild: (documentId, reason, by, message) =>
      rebuildDespatch({
        ...{ ...input, documentId, reason },
        ...(by ? { by } : {}),
        ...(message?.despatch ? { changes: message.despatch } : {}),
      }),
    prepareReissue: (replaces, { reason, by, despatch }) =>
      prepareDespatchReissue({ ...input, replaces, reason, by, ...(despatch ? { changes: despatch } : {}) }),
    async issue(attempt) {
      const issued = await issueDespatch({ ...input, attempt });
      return issued.outcome === 'issued' ? issued.document : { code: 'reissue_refused' };
    },
    cancel: ({ reason, by }) => cancelDespatch({ ...input, reason, by }),
    resume: ({ decision, reason, by }) => resumeDespatch({ ...input, status: 'issued', decision, reason, by }),
    confirm: ({ reason, by }) => confirmDespatch({ ...input, reason, by }),
    refuseReissue: (code) => standDespatchStill({ ...input, code, step: 'reissue', options: REISSUE_REFUSED }),
    beginAnew: (carrying) => continueAsNew<typeof despatchAdvice>(input, carrying),
  };
}
