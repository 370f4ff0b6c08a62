import { type Registry, registerReadGauge } from './registry.ts';

/** The three numbers that a `pg` pool tells of itself. */
export interface PoolCounts {
  readonly totalCount: number;
  readonly idleCount: number;
  readonly waitingCount: number;
}

/** Connections by state for each pool (`app`, `relay`); `waiting` above zero for long means that the pool is too small. */
export function registerPoolMetrics(
  registry: Registry,
  pools: () => Readonly<Record<string, PoolCounts | undefined>>,
): void {
  registerReadGauge(registry, {
    name: 'hub_database_pool_connections',
    help: 'Database connections by pool and state; waiting are requests for one.',
    labelNames: ['pool', 'state'],
    read: () =>
      Object.entries(pools()).flatMap(([pool, counts]) =>
        counts === undefined
          ? []
          : [
              { labels: { pool, state: 'used' }, value: counts.totalCount - counts.idleCount },
              { labels: { pool, state: 'idle' }, value: counts.idleCount },
              { labels: { pool, state: 'waiting' }, value: counts.waitingCount },
            ],
      ),
  });
}
