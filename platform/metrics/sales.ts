import { type Registry, registerReadGauge } from './registry.ts';

/** What the database is asked at each scrape; over all companies, so run under the relay's role. */
export interface SalesReaders {
  salesByState(): Promise<Readonly<Record<string, number>>>;
  notesByState(): Promise<Readonly<Record<string, number>>>;
  /** Seconds since the oldest document that is issued and has no answer of SUNAT yet; undefined when there is none. */
  oldestUnsentSeconds(): Promise<number | undefined>;
}

/** Sales and notes by state, and the age of the oldest document that SUNAT has not answered: the number to raise an alarm on. */
export function registerSalesMetrics(registry: Registry, readers: SalesReaders): void {
  registerReadGauge(registry, {
    name: 'hub_sales',
    help: 'Sales by state.',
    labelNames: ['state'],
    read: async () =>
      Object.entries(await readers.salesByState()).map(([state, value]) => ({ labels: { state }, value })),
  });
  registerReadGauge(registry, {
    name: 'hub_notes',
    help: 'Credit and debit notes by state.',
    labelNames: ['state'],
    read: async () =>
      Object.entries(await readers.notesByState()).map(([state, value]) => ({ labels: { state }, value })),
  });
  registerReadGauge(registry, {
    name: 'hub_oldest_unsent_document_seconds',
    help: 'Age of the oldest issued document without an answer of SUNAT; 0 when there is none.',
    labelNames: [],
    read: async () => [{ labels: {}, value: (await readers.oldestUnsentSeconds()) ?? 0 }],
  });
}
