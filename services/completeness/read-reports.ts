import { inCompany } from '../../db/tx.ts';
import { notFound } from '../../domain/errors.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { REPORT_COLUMNS, type ReportRow, type ReportView, showReport } from './report.ts';

/** The account of a Lima day; without one that of the last day that has one. @throws HubError 404 */
export async function getReport(deps: ServiceDeps, ctx: ServiceContext, date?: string): Promise<ReportView> {
  authorise(ctx, 'documents:read');
  const [row] = await inCompany(deps.orm, ctx.companyId, (tx) =>
    tx.sql<ReportRow>(
      `select ${REPORT_COLUMNS} from completeness_report
        where company_id = $1 and ($2::date is null or date = $2) order by completeness_report.date desc limit 1`,
      [tx.companyId, date ?? null],
    ),
  );
  if (!row) throw notFound('Ese día aún no tiene control de correlativos.');
  return showReport(row);
}

/** The same by its id, for an answer that is made again. @throws HubError 404 */
export async function getReportById(deps: ServiceDeps, ctx: ServiceContext, id: string): Promise<ReportView> {
  authorise(ctx, 'attention:decide');
  const [row] = await inCompany(deps.orm, ctx.companyId, (tx) =>
    tx.sql<ReportRow>(`select ${REPORT_COLUMNS} from completeness_report where company_id = $1 and id = $2`, [
      tx.companyId,
      id,
    ]),
  );
  if (!row) throw notFound();
  return showReport(row);
}
