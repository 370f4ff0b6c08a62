import { completenessFindings } from '../../domain/fiscal/completeness.ts';
import { limaDate } from '../../domain/time/lima.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { change } from '../change.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { bindResource } from '../idempotency/bind-resource.ts';
import { raiseFindings } from './raise-findings.ts';
import { readAccount } from './read-account.ts';
import { REPORT_COLUMNS, type ReportRow, type ReportView, showReport } from './report.ts';

const KEEP = `
  insert into completeness_report (id, company_id, date, taken_at, series, totals, findings)
  values ($1, $2, $3, $4, $5, $6, $7)
  on conflict (company_id, date) do update
    set taken_at = excluded.taken_at, series = excluded.series, totals = excluded.totals, findings = excluded.findings
  returning ${REPORT_COLUMNS}`;

/**
 * Accounts for every number of every series and for what the company needs to issue, keeps the day's report and opens
 * (or closes) the entries about what was found. Run again the same day it replaces the report.
 */
export async function takeAccount(deps: ServiceDeps, ctx: ServiceContext): Promise<ReportView> {
  authorise(ctx, 'attention:decide');
  const now = deps.now();
  const report = await change(deps, ctx, async (tx, cipher) => {
    const { account, series, totals } = await readAccount(tx, now);
    const findings = completenessFindings(account, now);
    await raiseFindings(tx, ctx, findings, now);
    const json = [series, totals, findings].map((value) => JSON.stringify(value));
    const [row] = await tx.sql<ReportRow>(KEEP, [uuidv7(), tx.companyId, limaDate(now), now, ...json]);
    if (!row) throw new Error('The report was not kept');
    await writeAudit(tx, ctx, cipher, {
      ...{ action: 'completeness.take', entity: 'completeness_report', entityId: row.id },
      after: { date: row.date, missing: account.missing, findings: findings.map(({ code }) => code) },
    });
    await bindResource(tx, ctx, row.id);
    return showReport(row);
  });
  deps.wakeRelay();
  return report;
}
