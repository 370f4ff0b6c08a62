import { continueAsNew } from '@temporalio/workflow';
import type { DocumentSteps } from '../document-to-cdr/document-steps.ts';
import type { Decision, SaleToCdrInput } from './contract.ts';
import {
  issueDocument,
  prepareReissue,
  rebuildDocument,
  resumeSale,
  returnSale,
  sendDocument,
  standStill,
} from './steps.ts';
import type { saleToCdr } from './workflow.ts';

/** What remains when the data of a reissue was refused at the moment of signing. */
const REISSUE_REFUSED: readonly Decision[] = ['reissue', 'cancel_sale'];

/** The steps of a sale's document. */
export function documentSteps(input: SaleToCdrInput): DocumentSteps {
  return {
    cancelDecision: 'cancel_sale',
    send: (documentId, now, first) => sendDocument({ ...input, documentId, now, first }),
    rebuild: (documentId, reason, by) => rebuildDocument({ ...input, documentId, reason, ...(by ? { by } : {}) }),
    prepareReissue: (replaces, { reason, by, changes }) =>
      prepareReissue({ ...input, replaces, reason, by, ...(changes ? { changes } : {}) }),
    async issue(attempt) {
      const issued = await issueDocument({ ...input, attempt });
      if (issued.outcome === 'issued') return issued.document;
      return { code: issued.outcome === 'refused' ? issued.code : 'reissue_refused' };
    },
    cancel: ({ reason, by }) => returnSale({ ...input, reason, by }),
    resume: (message) => resumeSale({ ...input, status: 'issued', ...message }),
    refuseReissue: (code) => standStill({ ...input, code, step: 'reissue', options: REISSUE_REFUSED }),
    beginAnew: (carrying) => continueAsNew<typeof saleToCdr>(input, carrying),
  };
}
