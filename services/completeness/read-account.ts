import type { StoredSeriesCount } from '../../db/entities/completeness.ts';
import type { Tx } from '../../db/tx.ts';
import type { CompanyAccount } from '../../domain/fiscal/completeness.ts';
import { countSeries, missingNames, totalsOf, waitingDocuments } from './count-series.ts';

interface AccessRow {
  readonly until: Date | string | null;
  readonly has_credentials: boolean;
  readonly gate: string | null;
}

export interface ReadAccount {
  readonly account: CompanyAccount;
  readonly series: readonly StoredSeriesCount[];
  readonly totals: Readonly<Record<string, number>>;
}

/** Reads what the daily account is made of, as of now. Minutes on a company with millions of documents: no local activity. */
export async function readAccount(tx: Tx, now: Date): Promise<ReadAccount> {
  const series = await countSeries(tx);
  const totals = totalsOf(series);
  const [access] = await tx.sql<AccessRow>(
    `select (select max(k.not_after) from sunat_certificate k where k.company_id = c.id and k.active) as until,
            exists (select from sunat_credentials s
                     where s.company_id = c.id and s.environment = c.sunat_environment) as has_credentials,
            (select g.code from sunat_gate g where g.company_id = c.id and g.state = 'closed' order by g.channel limit 1) as gate
       from company c where c.id = $1`,
    [tx.companyId],
  );
  const waiting = {
    atRisk: await waitingDocuments(
      tx,
      `deadline_at >= $2::timestamptz and deadline_at < $2::timestamptz + interval '24 hours'`,
      now,
    ),
    overdue: await waitingDocuments(tx, 'deadline_at < $2::timestamptz', now),
    inDoubt: await waitingDocuments(
      tx,
      `deadline_at >= $2::timestamptz + interval '24 hours' and created_at < $2::timestamptz - interval '24 hours'`,
      now,
    ),
  };
  const account: CompanyAccount = {
    ...{ issuing: series.length > 0, missing: totals['missing'] ?? 0, missingNames: missingNames(series), waiting },
    certificateUntil: access?.until ? new Date(access.until) : undefined,
    hasCredentials: access?.has_credentials ?? false,
    gateClosedBy: access?.gate ?? undefined,
  };
  return { account, series, totals };
}
