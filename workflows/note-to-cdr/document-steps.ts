import { continueAsNew } from '@temporalio/workflow';
import type { DocumentSteps } from '../document-to-cdr/document-steps.ts';
import type { Decision, NoteToCdrInput } from './contract.ts';
import {
  cancelNote,
  issueNote,
  prepareNoteReissue,
  rebuildNote,
  resumeNote,
  sendDocument,
  standNoteStill,
} from './steps.ts';
import type { noteToCdr } from './workflow.ts';

/** What remains when the new document was refused at the moment of signing. */
const REISSUE_REFUSED: readonly Decision[] = ['reissue', 'cancel_note'];

/** The steps of a note's document. */
export function documentSteps(input: NoteToCdrInput): DocumentSteps {
  return {
    cancelDecision: 'cancel_note',
    send: (documentId, now, first) => sendDocument({ ...input, documentId, now, first }),
    rebuild: (documentId, reason, by) => rebuildNote({ ...input, documentId, reason, ...(by ? { by } : {}) }),
    prepareReissue: (replaces, { reason, by }) => prepareNoteReissue({ ...input, replaces, reason, by }),
    async issue(attempt) {
      const issued = await issueNote({ ...input, attempt });
      return issued.outcome === 'issued' ? issued.document : { code: 'reissue_refused' };
    },
    cancel: ({ reason, by }) => cancelNote({ ...input, reason, by }),
    resume: (message) => resumeNote({ ...input, status: 'issued', ...message }),
    refuseReissue: (code) => standNoteStill({ ...input, code, step: 'reissue', options: REISSUE_REFUSED }),
    beginAnew: (carrying) => continueAsNew<typeof noteToCdr>(input, carrying),
  };
}
