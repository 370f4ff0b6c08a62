import type { SummaryKind, SummaryStatus } from '../../db/entities/summary.ts';
import { inCompany, type Tx } from '../../db/tx.ts';
import { notFound } from '../../domain/errors.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { equals } from '../equals.ts';
import { listRows, type Page, type PageRequest } from '../page.ts';
import { type Period, within } from '../period.ts';
import {
  showSummary,
  showSummaryLine,
  SUMMARY_COLUMNS,
  type SummaryLineRow,
  type SummaryRow,
  type SummaryView,
} from './summary-view.ts';

export { SUMMARY_STATUSES } from '../../db/entities/summary.ts';

export interface SummaryFilter extends Period {
  readonly kind: SummaryKind;
  readonly status?: SummaryStatus | undefined;
  /** Issue date of the documents. */
  readonly reference_date?: string | undefined;
}

/** Conditions of the list; exported so that a test holds each against its index. */
export const summaryConditions = (filter: SummaryFilter) => [
  equals('kind', filter.kind),
  equals('status', filter.status),
  equals('reference_date', filter.reference_date),
  ...within('created_at', filter),
];

/** Files of one kind, newest first, without their lines. */
export async function listSummaries(
  deps: ServiceDeps,
  ctx: ServiceContext,
  filter: SummaryFilter,
  page: PageRequest,
): Promise<Page<SummaryView>> {
  authorise(ctx, 'summaries:read');
  return inCompany(deps.orm, ctx.companyId, async (tx) => {
    const source = { table: 'summary_file', columns: SUMMARY_COLUMNS, where: summaryConditions(filter) };
    const { rows, next } = await listRows<SummaryRow>(tx, source, page);
    return { rows: rows.map(showSummary), next };
  });
}

/** One file with its lines. @throws HubError 404, also for one of another kind */
export async function getSummary(
  deps: ServiceDeps,
  ctx: ServiceContext,
  { kind, id }: { readonly kind: SummaryKind; readonly id: string },
) {
  authorise(ctx, 'summaries:read');
  return inCompany(deps.orm, ctx.companyId, async (tx) => {
    const [row] = await tx.sql<SummaryRow>(
      `select ${SUMMARY_COLUMNS} from summary_file where company_id = $1 and id = $2 and kind = $3`,
      [tx.companyId, id, kind],
    );
    if (!row) throw notFound();
    return { ...showSummary(row), lines: (await linesOf(tx, id)).map(showSummaryLine) };
  });
}

async function linesOf(tx: Tx, id: string): Promise<SummaryLineRow[]> {
  return tx.sql<SummaryLineRow>(
    `select l.line, l.document_id, d.type, d.series, d.number, d.status as document_status, l.condition, l.reason,
            l.outcome, l.code
       from summary_line l join fiscal_document d on d.company_id = l.company_id and d.id = l.document_id
      where l.company_id = $1 and l.summary_id = $2 order by l.line`,
    [tx.companyId, id],
  );
}
