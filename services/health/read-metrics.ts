import { outsideCompanies } from '../../db/tx.ts';
import type { ServiceDeps } from '../deps.ts';

/** Numbers over all companies; the database's own function gives them, and nothing else of the companies. */
export interface HubNumbers {
  /** Sales that are not at an end, by state. */
  readonly openSales: Readonly<Record<string, number>>;
  /** Notes that are not at an end, by state. */
  readonly openNotes: Readonly<Record<string, number>>;
  /** Seconds since the oldest document without SUNAT's answer was issued; 0 when there is none. */
  readonly oldestUnsentSeconds: number;
}

interface MetricRow {
  readonly name: string;
  readonly label: string;
  readonly value: number | string;
}

/** What the gauges show. */
export async function readNumbers(deps: Pick<ServiceDeps, 'orm'>): Promise<HubNumbers> {
  const [rows, notes] = await outsideCompanies(deps.orm, (tx) =>
    Promise.all([
      tx.sql<MetricRow>('select name, label, value from hub_metrics()'),
      tx.sql<Omit<MetricRow, 'name'>>('select label, value from hub_note_metrics()'),
    ]),
  );
  const byState = (some: readonly Omit<MetricRow, 'name'>[]) =>
    Object.fromEntries(some.map(({ label, value }) => [label, Number(value)] as const));
  const oldest = rows.find((row) => row.name === 'oldest_unsent_document_seconds');
  return {
    openSales: byState(rows.filter(({ name }) => name === 'open_sales')),
    openNotes: byState(notes),
    oldestUnsentSeconds: Number(oldest?.value ?? 0),
  };
}
