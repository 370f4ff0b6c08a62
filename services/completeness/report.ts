import type { StoredFinding, StoredSeriesCount } from '../../db/entities/completeness.ts';
import { instant } from '../rows.ts';

export interface ReportRow {
  readonly id: string;
  readonly date: string;
  readonly taken_at: Date | string;
  readonly series: readonly StoredSeriesCount[];
  readonly totals: Readonly<Record<string, number>>;
  readonly findings: readonly StoredFinding[];
}

export const REPORT_COLUMNS = `id, to_char(date, 'YYYY-MM-DD') as date, taken_at, series, totals, findings`;

/** The states a number can be in; every count names all of them. */
export const NUMBER_STATES = [
  'issued',
  'sending',
  'accepted',
  'observed',
  'rejected',
  'pending',
  'unknown',
  'expired',
  'voided',
  'test',
  'missing',
] as const;

type Counts = Readonly<Record<(typeof NUMBER_STATES)[number], number>>;

const complete = (counts: Readonly<Record<string, number>>): Counts => {
  const count = (state: string): number => counts[state] ?? 0;
  return {
    ...{ issued: count('issued'), sending: count('sending'), accepted: count('accepted'), observed: count('observed') },
    ...{ rejected: count('rejected'), pending: count('pending'), unknown: count('unknown') },
    ...{ expired: count('expired'), voided: count('voided'), test: count('test'), missing: count('missing') },
  };
};

/** A daily account as the contract shows it. */
export function showReport({ id, date, taken_at, series, totals, findings }: ReportRow) {
  return {
    ...{ id, date, taken_at: instant(taken_at), totals: complete(totals) },
    series: series.map((one) => ({ ...one, counts: complete(one.counts) })),
    findings,
  };
}
export type ReportView = ReturnType<typeof showReport>;
