import { inCompany, type Tx } from '../../db/tx.ts';
import { notFound } from '../../domain/errors.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { equals } from '../equals.ts';
import { listRows, type Page, type PageRequest } from '../page.ts';
import { instant } from '../rows.ts';
import type { AttentionKind } from './kinds.ts';

interface AttentionRow {
  readonly id: string;
  readonly created_at: Date | string;
  readonly kind: string;
  readonly severity: 'info' | 'warning' | 'critical';
  readonly code: string;
  readonly detail: string;
  readonly subject_id: string;
  readonly sale_id: string | null;
  readonly note_id: string | null;
  readonly despatch_id: string | null;
  readonly certificate_id: string | null;
  readonly document_id: string | null;
  readonly options: readonly string[];
  readonly closed_at: Date | string | null;
  readonly decision: string | null;
  readonly reason: string | null;
}

function showAttention(row: AttentionRow) {
  const { id, kind, severity, code, detail, subject_id, sale_id, note_id, despatch_id, certificate_id, document_id } =
    row;
  const [created_at, closed_at] = [instant(row.created_at), row.closed_at && instant(row.closed_at)];
  const { options, decision, reason } = row;
  const about = { subject_id, sale_id, note_id, despatch_id, certificate_id, document_id };
  return { id, kind, severity, code, detail, ...about, options, created_at, closed_at, decision, reason };
}
export type AttentionView = ReturnType<typeof showAttention>;

export interface AttentionFilter {
  readonly kind?: AttentionKind | undefined;
  readonly severity?: 'info' | 'warning' | 'critical' | undefined;
  /** `open` when absent. */
  readonly status?: 'open' | 'closed' | undefined;
}

/** Conditions of the list; exported so that a test holds them against their index. */
export const attentionConditions = ({ kind, severity, status = 'open' }: AttentionFilter) => [
  // Written out for each, so that the partial index of the open ones serves.
  status === 'open'
    ? (['closed_at is null and ?::boolean', true] as const)
    : (['closed_at is not null and ?::boolean', true] as const),
  equals('kind', kind),
  equals('severity', severity),
];

/** What waits for a person, or that a person must know, of every process; newest first. */
export async function listAttention(
  deps: ServiceDeps,
  ctx: ServiceContext,
  filter: AttentionFilter,
  page: PageRequest,
): Promise<Page<AttentionView>> {
  authorise(ctx, 'attention:read');
  return inCompany(deps.orm, ctx.companyId, async (tx) => {
    const source = { table: 'attention', where: attentionConditions(filter) };
    const { rows, next } = await listRows<AttentionRow>(tx, source, page);
    return { rows: rows.map(showAttention), next };
  });
}

/** One entry, to who may read them all, or `as` the one who may decide about it. @throws HubError 404 */
export async function getAttention(
  deps: ServiceDeps,
  ctx: ServiceContext,
  id: string,
  as: 'attention:read' | 'attention:decide' = 'attention:read',
): Promise<AttentionView> {
  authorise(ctx, as);
  return inCompany(deps.orm, ctx.companyId, async (tx) => showAttention(await readAttention(tx, id)));
}

async function readAttention(tx: Tx, id: string): Promise<AttentionRow> {
  const [row] = await tx.sql<AttentionRow>('select * from attention where company_id = $1 and id = $2', [
    tx.companyId,
    id,
  ]);
  if (!row) throw notFound();
  return row;
}
