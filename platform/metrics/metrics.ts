import { createHttpMetrics, type HttpMetrics } from './http.ts';
import { createLookupMetrics, type LookupMetrics } from './lookups.ts';
import { type PoolCounts, registerPoolMetrics } from './pool.ts';
import { createRegistry, type Registry } from './registry.ts';
import { registerSalesMetrics, type SalesReaders } from './sales.ts';
import { createSunatMetrics, type SunatMetrics } from './sunat.ts';

export { type MetricsServer, type MetricsServerOptions, scrape, startMetricsServer } from './server.ts';

/** Everything a process measures. */
export interface Metrics {
  readonly registry: Registry;
  readonly http: HttpMetrics;
  readonly sunat: SunatMetrics;
  readonly lookups: LookupMetrics;
  watchPools(pools: () => Readonly<Record<string, PoolCounts | undefined>>): void;
  watchSales(readers: SalesReaders): void;
}

/** The metrics of one process; `service` (`api`, `worker`) is a label on all of them. */
export function createMetrics(options: { readonly service: string }): Metrics {
  const registry = createRegistry(options.service);
  return {
    registry,
    http: createHttpMetrics(registry),
    sunat: createSunatMetrics(registry),
    lookups: createLookupMetrics(registry),
    watchPools: (pools) => registerPoolMetrics(registry, pools),
    watchSales: (readers) => registerSalesMetrics(registry, readers),
  };
}
