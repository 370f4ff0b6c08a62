import { Context } from '@temporalio/activity';
import { processContext, type ServiceContext } from '../services/context.ts';
import type { ServiceDeps } from '../services/deps.ts';
import { cancelNote, type NoteDecisionInput } from '../services/notes/cancel-note.ts';
import { issueNote } from '../services/notes/issue-note.ts';
import { noteOwner } from '../services/notes/note-owner.ts';
import { prepareNoteReissue } from '../services/notes/prepare-note-reissue.ts';
import { type RebuildNoteInput, rebuildNote } from '../services/notes/rebuild-note.ts';
import { giveUpNumber } from '../services/sunat/give-up-number.ts';
import { type ResumeInput, resume } from '../services/sunat/resume.ts';
import { type StandStillInput, standStill } from '../services/sunat/stand-still.ts';

/** Whose note, and the request that made it; every step carries it. */
export interface NoteStep {
  readonly companyId: string;
  readonly noteId: string;
  readonly requestId: string;
}

/** What the verbs of a document take, without the owner that the step names. */
type Of<Input> = Omit<Input, 'owner'>;

const owned = <Step extends NoteStep>(step: Step) => ({ ...step, owner: noteOwner(step.noteId) });

/** The process acts for the company, under its own id in the audit. */
function actor(step: NoteStep): ServiceContext {
  const workflowId = Context.current().info.workflowExecution?.workflowId ?? '';
  return processContext(step.companyId, workflowId, step.requestId);
}

/** The verbs of a note as its process sees them: each is idempotent on the note's own row. */
export function noteActivities(deps: ServiceDeps) {
  return {
    issueNote: (step: NoteStep & { readonly attempt: number }) => issueNote(deps, actor(step), step),
    standNoteStill: (step: NoteStep & Of<StandStillInput>) => standStill(deps, actor(step), owned(step)),
    resumeNote: (step: NoteStep & Of<ResumeInput>) => resume(deps, actor(step), owned(step)),
    rebuildNote: (step: NoteStep & RebuildNoteInput) => rebuildNote(deps, actor(step), step),

    /** Gives up a number that SUNAT holds with other content, then opens the next attempt. */
    async prepareNoteReissue(step: NoteStep & NoteDecisionInput & { readonly replaces: string }) {
      await giveUpNumber(deps, actor(step), owned(step));
      return prepareNoteReissue(deps, actor(step), step);
    },

    async cancelNote(step: NoteStep & NoteDecisionInput) {
      await giveUpNumber(deps, actor(step), owned(step));
      await cancelNote(deps, actor(step), step);
    },
  };
}
