import { createNote } from '../../../../services/notes/create-note.ts';
import { NoteInput } from '../../../../services/notes/note-input.ts';
import { getNote } from '../../../../services/notes/read-notes.ts';
import { RESTING } from '../../../../services/sales/wait-for-sale.ts';
import type { ServiceContext } from '../../../../services/context.ts';
import { accepted } from '../../../answer.ts';
import { defineRoute, type Route } from '../../define.ts';
import { noteLocation, type NotePath } from './paths.ts';
import { Note } from './schema.ts';

/** Who made a note may see it, also without the permission to read others. */
const asReader = (ctx: ServiceContext): ServiceContext => ({ ...ctx, permissions: new Set(['notes:read']) });

export const createNoteRoute = ({ kind, path, name }: NotePath): Route =>
  defineRoute({
    method: 'post',
    path,
    tag: 'notes',
    summary: `Issue a ${name}`,
    description:
      'Takes the note on and starts its process; it is issued once SUNAT has accepted what it amends. `Prefer: wait=N` holds the answer until then.',
    permission: 'notes:create',
    wait: true,
    body: NoteInput,
    answers: { 202: { description: 'The note; its GET tells where it stands.', schema: Note } },
    async handler({ deps, ctx, body, wait }) {
      const { noteId, outboxId } = await createNote(deps.services, ctx, kind, body);
      const { companyId, requestId } = ctx;
      await deps.notes.start({ companyId, noteId, requestId, outboxId });
      await deps.notes.waitFor(companyId, noteId, wait, ({ status }) => RESTING.includes(status));
      const note = await getNote(deps.services, asReader(ctx), { kind, id: noteId });
      return accepted(note, noteLocation(kind, noteId));
    },
    async rebuild({ deps, ctx }, id) {
      return accepted(await getNote(deps.services, asReader(ctx), { kind, id }), noteLocation(kind, id));
    },
  });
