import type { Tx } from '../../db/tx.ts';
import { MAX_SUMMARY_LINES } from '../../domain/fiscal/summary/types.ts';
import type { TaxEnvironment } from '../sunat/dossier.ts';
import { NOT_ARRIVED } from '../sunat/plan-send.ts';

/** Which documents a round is about; both bounds are Lima dates. */
export interface PoolFilter {
  /** Documents of this day only. */
  readonly referenceDate?: string | undefined;
  /** Documents of this day and before. */
  readonly until?: string | undefined;
  /** Ids of documents that the round leaves. */
  readonly except?: readonly string[] | undefined;
}

/** Documents of one day, currency and environment that go into one file, boletas before their notes. */
export interface PoolBatch {
  readonly referenceDate: string;
  readonly documentIds: readonly string[];
}

/**
 * Boletas and their notes that only a summary informs: all of a company that sends them so, unless one may have arrived
 * by itself, and those whose own time is over. None that stands in a live line.
 */
const WAITING = `
   d.company_id = $1 and d.status in ('issued', 'pending')
   and (d.type = '03' or d.type in ('07', '08') and d.series like 'B%')
   and ($2::date is null or d.issue_date = $2) and ($3::date is null or d.issue_date <= $3)
   and d.id <> all($5::uuid[])
   and not exists (select from summary_line l where l.company_id = d.company_id and l.document_id = d.id
                     and l.condition = '1' and l.outcome <> 'returned')
   and (exists (select from attention a where a.company_id = d.company_id and a.code = 'boleta_needs_summary'
                   and a.subject_id = d.id and a.closed_at is null)
        or (select c.boleta_mode from company c where c.id = d.company_id) = 'summary'
           and d.series !~ '^[0-9]'
           and not exists (select from submission s where s.company_id = d.company_id and s.document_id = d.id
                             and s.operation = 'sendBill' and s.file_version = d.file_version
                             and (s.outcome is null or s.outcome <> all($4::text[]))))`;

const values = (tx: Tx, { referenceDate, until, except }: PoolFilter): unknown[] => [
  ...[tx.companyId, referenceDate ?? null, until ?? null, NOT_ARRIVED, except ?? []],
];

/** Whether a document waits that was there at that instant. */
export async function waitsSince(tx: Tx, filter: PoolFilter, instant: Date | string): Promise<boolean> {
  const rows = await tx.sql(`select 1 from fiscal_document d where ${WAITING} and d.created_at <= $6 limit 1`, [
    ...values(tx, filter),
    instant,
  ]);
  return rows.length > 0;
}

/** The oldest batch that waits; undefined when nothing does. Hold the company (`lockIssuer`) before. */
export async function nextBatch(tx: Tx, filter: PoolFilter): Promise<PoolBatch | undefined> {
  const [group] = await tx.sql<{ date: string; currency: string; environment: TaxEnvironment }>(
    `select to_char(d.issue_date, 'YYYY-MM-DD') as date, d.currency, d.environment from fiscal_document d
      where ${WAITING} order by d.issue_date, d.currency, d.environment limit 1`,
    values(tx, filter),
  );
  if (!group) return undefined;
  // A document that is just being sent by itself is locked, and left out once its state has changed.
  const rows = await tx.sql<{ id: string }>(
    `select d.id from fiscal_document d where ${WAITING} and d.currency = $6 and d.environment = $7
      order by d.type <> '03', d.created_at, d.id limit ${MAX_SUMMARY_LINES} for update of d`,
    [...values(tx, { ...filter, referenceDate: group.date }), group.currency, group.environment],
  );
  return rows.length === 0 ? undefined : { referenceDate: group.date, documentIds: rows.map(({ id }) => id) };
}
