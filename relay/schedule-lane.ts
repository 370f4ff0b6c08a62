import type pg from 'pg';
import type { Logger } from '../platform/log/logger.ts';
import { type ScheduleDeps, sweepSchedules } from './schedules.ts';

export interface ScheduleLane {
  stop(): void;
}

/** Again after this long, for schedules that somebody deleted, or that an older worker set back. */
const SWEEP_MS = 3_600_000;
const AGAIN_MS = 15_000;

/** Sweeps the companies' schedules when the worker starts, and each hour; while Temporal is away it tries again. */
export function startScheduleLane(pool: pg.Pool, deps: ScheduleDeps, logger: Logger): ScheduleLane {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;

  const sweep = async (): Promise<number> => {
    try {
      const { rows } = await pool.query<{ id: string }>('select id from company order by id');
      const changed = await sweepSchedules(
        deps,
        rows.map(({ id }) => id),
      );
      if (changed > 0) logger.info({ changed, companies: rows.length }, 'schedules brought in step');
      return SWEEP_MS;
    } catch (error) {
      if (!stopped) logger.warn({ err: error }, 'the schedules could not be looked at; it is tried again');
      return AGAIN_MS;
    }
  };
  const run = async (): Promise<void> => {
    const pause = await sweep();
    if (!stopped) timer = setTimeout(() => void run(), pause).unref();
  };
  void run();

  return {
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
