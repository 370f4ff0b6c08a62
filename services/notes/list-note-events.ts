import { inCompany } from '../../db/tx.ts';
import { notFound } from '../../domain/errors.ts';
import type { NoteType } from '../../domain/fiscal/note.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { listRows, type Page, type PageRequest } from '../page.ts';
import { type EventRow, type SaleEventView, showEvent } from '../sales/list-sale-events.ts';

/** What happened to a note, newest first. @throws HubError 404 */
export async function listNoteEvents(
  deps: ServiceDeps,
  ctx: ServiceContext,
  { kind, id }: { readonly kind: NoteType; readonly id: string },
  page: PageRequest,
): Promise<Page<SaleEventView>> {
  authorise(ctx, 'notes:read');
  return inCompany(deps.orm, ctx.companyId, async (tx) => {
    const [note] = await tx.sql('select 1 from note where company_id = $1 and id = $2 and kind = $3', [
      ...[tx.companyId, id, kind],
    ]);
    if (!note) throw notFound();
    const source = { table: 'note_event', at: 'at', where: [['note_id = ?', id]] as const };
    const { rows, next } = await listRows<EventRow>(tx, source, page);
    return { rows: rows.map(showEvent), next };
  });
}
