import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { type BatchOptions, deliverBatch } from './deliver-batch.ts';

export interface MailLane {
  /** Looks now. */
  wake(): void;
  /** Ends after the mails that are under way, or leaves them to the next process, which sends them as the same ones. */
  stop(): Promise<void>;
}

/** A batch is delivered within its lease: as many as go at once, so that none waits for another. */
const AT_ONCE = 5;
const ROUND_MS = 1000;
const BACKOFF_MS = 5000;
/** A stop waits no longer for a slow mail server. */
const STOP_MS = 5000;

/** Delivers mail beside everything else: a mail server that hangs delays mail only. */
export function startMailLane(pool: pg.Pool, { deliver, logger }: Pick<BatchOptions, 'deliver' | 'logger'>): MailLane {
  let stopped = false;
  let nudged = false;
  let wake: () => void = () => undefined;

  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
      if (nudged || stopped) wake();
    });

  const run = async (): Promise<void> => {
    const batch: BatchOptions = { lane: 'mail', limit: AT_ONCE, atOnce: AT_ONCE, deliver, logger };
    while (!stopped) {
      try {
        nudged = false;
        while (!stopped && (await deliverBatch(pool, batch)) === AT_ONCE);
        await pause(ROUND_MS);
      } catch {
        // The database is away: the relay says so, and this waits.
        nudged = false;
        await pause(BACKOFF_MS);
      }
    }
  };
  const running = run();

  return {
    wake() {
      nudged = true;
      wake();
    },
    async stop() {
      stopped = true;
      wake();
      await Promise.race([running, delay(STOP_MS, undefined, { ref: false })]);
    },
  };
}
