import type pg from 'pg';
import type { Logger } from '../platform/log/logger.ts';
import type { Deliver } from './deliver.ts';
import { claimDue, type Intent, type Lane, markSent } from './outbox.ts';

export interface BatchOptions {
  readonly lane: Lane;
  /** Intents claimed at most. */
  readonly limit: number;
  readonly atOnce: number;
  readonly deliver: Deliver;
  readonly logger: Logger;
}

/** Claims what is due in a lane and delivers it; what fails keeps its lease. Answers how many were claimed. */
export async function deliverBatch(pool: pg.Pool, options: BatchOptions): Promise<number> {
  const { lane, limit, atOnce, deliver, logger } = options;
  const intents = await claimDue(pool, lane, limit);
  const sent: string[] = [];
  const one = async (intent: Intent): Promise<void> => {
    const { id, topic, companyId, subjectId, requestId, attempts } = intent;
    try {
      await deliver(intent);
      sent.push(id);
    } catch (error) {
      const where = { topic, company_id: companyId, subject_id: subjectId, request_id: requestId, attempts };
      logger.warn({ ...where, err: error }, 'an intent was not delivered; it is tried again');
    }
  };
  await inParallel(atOnce, intents, one);
  await markSent(pool, sent);
  return intents.length;
}

/** Works on all items, so many at once. */
export async function inParallel<T>(
  atOnce: number,
  items: readonly T[],
  work: (item: T) => Promise<void>,
): Promise<void> {
  const queue = [...items];
  const lane = async (): Promise<void> => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, lane));
}
