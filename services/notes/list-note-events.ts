import type { NoteType } from '../../domain/fiscal/note.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import type { Page, PageRequest } from '../page.ts';
import { type EventView, listEvents, TRACES } from '../trace.ts';

/** What happened to a note, newest first. @throws HubError 404 */
export async function listNoteEvents(
  deps: ServiceDeps,
  ctx: ServiceContext,
  note: { readonly kind: NoteType; readonly id: string },
  page: PageRequest,
): Promise<Page<EventView>> {
  authorise(ctx, 'notes:read');
  return listEvents(deps, ctx, TRACES.note, note, page);
}
