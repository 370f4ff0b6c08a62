import { z } from 'zod';
import { id } from '../../../../services/fields.ts';
import { listNoteEvents } from '../../../../services/notes/list-note-events.ts';
import { getNote, listNotes } from '../../../../services/notes/read-notes.ts';
import { periodQuery } from '../../../../services/period.ts';
import { NOTE_STATUSES } from '../../../../services/sales/statuses.ts';
import { ok } from '../../../answer.ts';
import { listAnswer, pageOf, pageQuery } from '../../../paging.ts';
import { idParams, listOf } from '../../../schemas.ts';
import { defineRoute, type Route } from '../../define.ts';
import { SaleEvent } from '../sales/schema.ts';
import type { NotePath } from './paths.ts';
import { Note } from './schema.ts';

export const listNotesRoute = ({ kind, path, name }: NotePath): Route =>
  defineRoute({
    method: 'get',
    path,
    tag: 'notes',
    summary: `List ${name}s`,
    permission: 'notes:read',
    query: z.object({
      ...pageQuery,
      ...periodQuery,
      status: z.enum(NOTE_STATUSES).optional(),
      sale_id: id.optional(),
      document_id: id.optional().describe('The amended document.'),
    }),
    answers: { 200: { description: 'Newest first.', schema: listOf(Note) } },
    async handler(call) {
      const scope = `notes/${kind}`;
      const page = await listNotes(call.deps.services, call.ctx, { ...call.query, kind }, pageOf(call, scope));
      return listAnswer(call, scope, page, (note) => note);
    },
  });

export const getNoteRoute = ({ kind, path, name }: NotePath): Route =>
  defineRoute({
    method: 'get',
    path: `${path}/{id}`,
    tag: 'notes',
    summary: `Read a ${name}`,
    permission: 'notes:read',
    params: idParams,
    answers: { 200: { description: 'The note.', schema: Note } },
    handler: async ({ deps, ctx, params }) => ok(await getNote(deps.services, ctx, { kind, id: params.id })),
  });

export const listNoteEventsRoute = ({ kind, path, name }: NotePath): Route =>
  defineRoute({
    method: 'get',
    path: `${path}/{id}/events`,
    tag: 'notes',
    summary: `What happened to a ${name}`,
    permission: 'notes:read',
    params: idParams,
    query: z.object(pageQuery),
    answers: { 200: { description: 'Newest first.', schema: listOf(SaleEvent) } },
    async handler(call) {
      const scope = `note-events/${call.params.id}`;
      const note = { kind, id: call.params.id };
      const page = await listNoteEvents(call.deps.services, call.ctx, note, pageOf(call, scope));
      return listAnswer(call, scope, page, (event) => event);
    },
  });
