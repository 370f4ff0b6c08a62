import type { NoteProcess } from '../../api/note-process.ts';
import { processContext } from '../../services/context.ts';
import type { ServiceDeps } from '../../services/deps.ts';
import { issueNote } from '../../services/notes/issue-note.ts';

/** Issues a note right where it is started, without Temporal and without sending anything. */
export function inlineNoteProcess(deps: ServiceDeps): NoteProcess {
  return {
    async start({ companyId, noteId }) {
      const ctx = processContext(companyId, `${companyId}/note/${noteId}`, 'inline');
      await issueNote(deps, ctx, { noteId, attempt: 1 });
    },
    earlier: () => Promise.resolve(undefined),
    decide: () => Promise.resolve(undefined),
    waitFor: () => Promise.resolve(),
  };
}
