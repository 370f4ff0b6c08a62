import pg from 'pg';
import type { Logger } from '../platform/log/logger.ts';
import { type TemporalHandle, withDeadline2s } from '../platform/temporal/client.ts';
import { GO } from '../workflows/document-to-cdr/contract.ts';
import type { Deliver } from './deliver.ts';
import { deliverBatch, inParallel } from './deliver-batch.ts';
import { type Listener, listen } from './listener.ts';
import { startMailLane } from './mail-lane.ts';
import { isAnyoneWaiting, releaseWaiting } from './release-waiting.ts';
import { startScheduleLane } from './schedule-lane.ts';

export interface RelayOptions {
  /** URL of the role `hub_relay`. */
  readonly url: string;
  readonly temporal: TemporalHandle;
  readonly deliver: Deliver;
  readonly releasePerSecond: number;
  /** Where scheduled processes run; without it no schedules are kept. */
  readonly taskQueue?: string | undefined;
  /** Called each round: takes over what other workers decided about the breakers. */
  readonly followBreakers: (pool: pg.Pool) => Promise<void>;
  readonly logger: Logger;
}

export interface Relay {
  readonly pool: pg.Pool;
  /** Ends after the deliveries that are under way. */
  stop(): Promise<void>;
}

const BATCH = 100;
const AT_ONCE = 20;
const ROUND_MS = 1000;
const PURGE_MS = 3_600_000;
const FIRST_BACKOFF_MS = 100;
const LONGEST_BACKOFF_MS = 5000;

/** Moves committed intents out and lets waiting sales go on: each round on a nudge, and at least once a second. */
export function startRelay(options: RelayOptions): Relay {
  const { url, logger } = options;
  const pool = new pg.Pool({ connectionString: url, max: 3, connectionTimeoutMillis: 3000, query_timeout: 8000 });
  pool.on('error', () => undefined);
  let stopped = false;
  let nudged = false;
  let wake: () => void = () => undefined;
  let listener: Listener | undefined;
  let purgedAt = Date.now();

  const mail = startMailLane(pool, options);
  const { taskQueue, temporal } = options;
  const schedules =
    taskQueue === undefined ? undefined : startScheduleLane(pool, { client: temporal.client, taskQueue }, logger);

  const nudge = (): void => {
    nudged = true;
    wake();
    mail.wake();
  };
  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
      if (nudged || stopped) wake();
    });

  const round = async (): Promise<void> => {
    listener ??= await listen(url, nudge, () => {
      listener = undefined;
      nudge();
    });
    nudged = false;
    await options.followBreakers(pool);
    while (
      !stopped &&
      (await deliverBatch(pool, { ...options, lane: 'process', limit: BATCH, atOnce: AT_ONCE })) === BATCH
    );
    await release(pool, options);
    if (Date.now() - purgedAt < PURGE_MS) return;
    purgedAt = Date.now();
    await pool.query('select hub_purge()');
  };

  const run = async (): Promise<void> => {
    let backoff = FIRST_BACKOFF_MS;
    while (!stopped) {
      try {
        await round();
        backoff = FIRST_BACKOFF_MS;
        await pause(ROUND_MS);
      } catch (error) {
        logger.warn({ err: error }, 'the relay cannot work now');
        nudged = false;
        await pause(backoff * (0.5 + Math.random()));
        backoff = Math.min(backoff * 2, LONGEST_BACKOFF_MS);
      }
    }
  };
  const running = run();

  return {
    pool,
    async stop() {
      stopped = true;
      wake();
      schedules?.stop();
      await Promise.all([running, mail.stop()]);
      await listener?.close();
      await pool.end();
    },
  };
}

async function release(pool: pg.Pool, { temporal, releasePerSecond, logger }: RelayOptions): Promise<void> {
  if (!(await isAnyoneWaiting(pool))) return;
  await releaseWaiting(pool, releasePerSecond, async (workflowIds) => {
    const told = new Set<string>();
    await inParallel(AT_ONCE, workflowIds, async (workflowId) => {
      try {
        await withDeadline2s(temporal.connection, () => temporal.client.workflow.getHandle(workflowId).signal(GO));
      } catch (error) {
        if (!(error instanceof Error && error.name === 'WorkflowNotFoundError')) {
          logger.warn({ workflow_id: workflowId, err: error }, 'a waiting sale was not released; it is tried again');
          return;
        }
      }
      told.add(workflowId);
    });
    return told;
  });
}
