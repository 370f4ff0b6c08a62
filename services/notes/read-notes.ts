import type { NoteStatus } from '../../db/entities/note.ts';
import { inCompany } from '../../db/tx.ts';
import { notFound } from '../../domain/errors.ts';
import type { NoteType } from '../../domain/fiscal/note.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { equals } from '../equals.ts';
import { listRows, type Page, type PageRequest } from '../page.ts';
import { type Period, within } from '../period.ts';
import { NOTE_COLUMNS, type NoteRow, type NoteView, showNote } from './note-view.ts';

/** One note of the kind. @throws HubError 404 */
export async function getNote(
  deps: ServiceDeps,
  ctx: ServiceContext,
  { kind, id }: { readonly kind: NoteType; readonly id: string },
): Promise<NoteView> {
  authorise(ctx, 'notes:read');
  const [row] = await inCompany(deps.orm, ctx.companyId, (tx) =>
    tx.sql<NoteRow>(`select ${NOTE_COLUMNS} from note where company_id = $1 and id = $2 and kind = $3`, [
      ...[tx.companyId, id, kind],
    ]),
  );
  if (!row) throw notFound();
  return showNote(row);
}

/** A note of either kind, which it tells. @throws HubError 404 */
export async function readAnyNote(
  deps: ServiceDeps,
  ctx: ServiceContext,
  id: string,
): Promise<NoteView & { readonly kind: NoteType }> {
  const [row] = await inCompany(deps.orm, ctx.companyId, (tx) =>
    tx.sql<{ kind: NoteType }>('select kind from note where company_id = $1 and id = $2', [tx.companyId, id]),
  );
  if (!row) throw notFound();
  return { ...(await getNote(deps, ctx, { kind: row.kind, id })), kind: row.kind };
}

export interface NoteFilter extends Period {
  readonly status?: NoteStatus | undefined;
  readonly sale_id?: string | undefined;
  /** The amended document. */
  readonly document_id?: string | undefined;
}

/** Notes of one kind, newest first. */
export async function listNotes(
  deps: ServiceDeps,
  ctx: ServiceContext,
  { kind, ...filter }: NoteFilter & { readonly kind: NoteType },
  page: PageRequest,
): Promise<Page<NoteView>> {
  authorise(ctx, 'notes:read');
  const where = [
    equals('kind', kind),
    equals('status', filter.status),
    equals('sale_id', filter.sale_id),
    equals('amended_id', filter.document_id),
    ...within('created_at', filter),
  ];
  return inCompany(deps.orm, ctx.companyId, async (tx) => {
    const { rows, next } = await listRows<NoteRow>(tx, { table: 'note', columns: NOTE_COLUMNS, where }, page);
    return { rows: rows.map(showNote), next };
  });
}
