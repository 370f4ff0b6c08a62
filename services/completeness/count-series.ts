import type { StoredSeriesCount } from '../../db/entities/completeness.ts';
import type { Tx } from '../../db/tx.ts';
import { isPaperSeries } from '../../domain/fiscal/deadlines.ts';
import { fullNumber } from '../../domain/fiscal/invoice.ts';
import { rangeName } from '../../domain/fiscal/completeness.ts';

/** Ranges shown of each series; the count says how many numbers there are in all. */
const RANGES = 20;
/** Documents named in a finding. */
const NAMES = 5;

interface SeriesRow {
  readonly type: string;
  readonly series: string;
  readonly next: number;
}

interface CountRow {
  readonly type: string;
  readonly series: string;
  readonly status: string;
  readonly count: number;
  readonly first: number;
  readonly last: number;
}

type Range = { readonly from: number; readonly to: number };

/**
 * Every number of every series, by the state of its document. A number below the series' next one (or between two
 * documents) without a document is `missing`; one issued for another environment than the company's is a `test`. Series are
 * read first: what is issued meanwhile only adds. Of paper nothing is missing: its numbers are not the hub's, and come in any order.
 */
export async function countSeries(tx: Tx): Promise<StoredSeriesCount[]> {
  const known = await tx.sql<SeriesRow>(
    `select document_type as type, series, next_number as next from document_series where company_id = $1 and used`,
    [tx.companyId],
  );
  const counted = await tx.sql<CountRow>(
    `select d.type, d.series, case when d.environment = c.sunat_environment then d.status else 'test' end as status,
            count(*)::int as count, min(d.number) as first, max(d.number) as last
       from fiscal_document d join company c on c.id = d.company_id where d.company_id = $1 group by 1, 2, 3`,
    [tx.companyId],
  );
  const keys = new Set([...known, ...counted].map(({ type, series }) => `${type} ${series}`));
  const accounts: StoredSeriesCount[] = [];
  for (const key of [...keys].toSorted()) {
    const [type = '', series = ''] = key.split(' ');
    const of = <Row extends { type: string; series: string }>(rows: readonly Row[]) =>
      rows.filter((row) => row.type === type && row.series === series);
    accounts.push(await account(tx, { type, series }, of(counted), of(known)[0]?.next));
  }
  return accounts;
}

async function account(
  tx: Tx,
  { type, series }: { readonly type: string; readonly series: string },
  rows: readonly CountRow[],
  next: number | undefined,
): Promise<StoredSeriesCount> {
  const last = Math.max(...rows.map((row) => row.last), (next ?? 0) - 1);
  const first = rows.length === 0 ? last : Math.min(...rows.map((row) => row.first));
  const documents = rows.reduce((sum, row) => sum + row.count, 0);
  const missing = isPaperSeries(series) ? 0 : last - first + 1 - documents;
  const counts = Object.fromEntries(rows.map(({ status, count }) => [status, count]));
  return {
    ...{ document_type: type, series, first_number: first, last_number: last, counts: { ...counts, missing } },
    missing: missing > 0 ? await gaps(tx, { type, series, first, last }) : [],
  };
}

interface Extent {
  readonly type: string;
  readonly series: string;
  readonly first: number;
  readonly last: number;
}

async function gaps(tx: Tx, { type, series, first, last }: Extent): Promise<Range[]> {
  return tx.sql<Range>(
    `select number + 1 as from, next - 1 as to from (
       select number, lead(number, 1, $5::int + 1) over (order by number) as next from (
         select number from fiscal_document where company_id = $1 and type = $2 and series = $3
         union select $4::int - 1) as all_numbers) as pairs
      where next > number + 1 order by number limit ${RANGES}`,
    [tx.companyId, type, series, first, last],
  );
}

/** The counts of all series together. */
export function totalsOf(series: readonly StoredSeriesCount[]): Record<string, number> {
  const totals: Record<string, number> = {};
  for (const { counts } of series)
    for (const [status, count] of Object.entries(counts)) totals[status] = (totals[status] ?? 0) + count;
  return totals;
}

/** The first missing numbers, as people write them. */
export const missingNames = (series: readonly StoredSeriesCount[]): string[] =>
  series.flatMap((one) => one.missing.map((range) => rangeName(one.series, range))).slice(0, NAMES);

interface NamedRow {
  readonly series: string;
  readonly number: number;
  readonly count: number;
}

/** Documents without SUNAT's answer that meet a condition on their row: how many, and the first of them by deadline. */
export async function waitingDocuments(
  tx: Tx,
  condition: string,
  now: Date,
): Promise<{ count: number; names: string[] }> {
  const rows = await tx.sql<NamedRow>(
    `select series, number, count(*) over ()::int as count from fiscal_document
      where company_id = $1 and status in ('issued', 'sending', 'pending', 'unknown') and ${condition}
        and environment = (select sunat_environment from company where id = $1)
      order by deadline_at, series, number limit ${NAMES}`,
    [tx.companyId, now],
  );
  return { count: rows[0]?.count ?? 0, names: rows.map(({ series, number }) => fullNumber(series, number)) };
}
