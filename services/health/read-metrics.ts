import { outsideCompanies } from '../../db/tx.ts';
import type { ServiceDeps } from '../deps.ts';

/** Numbers over all companies; the database's own function gives them, and nothing else of the companies. */
export interface HubNumbers {
  /** Sales that are not at an end, by state. */
  readonly openSales: Readonly<Record<string, number>>;
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
  const rows = await outsideCompanies(deps.orm, (tx) =>
    tx.sql<MetricRow>('select name, label, value from hub_metrics()'),
  );
  const sales = rows.filter((row) => row.name === 'open_sales').map((row) => [row.label, Number(row.value)] as const);
  const oldest = rows.find((row) => row.name === 'oldest_unsent_document_seconds');
  return { openSales: Object.fromEntries(sales), oldestUnsentSeconds: Number(oldest?.value ?? 0) };
}
