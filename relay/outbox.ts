import type pg from 'pg';
import type { OutboxTopic } from '../services/outbox/write-outbox.ts';

/** A committed intent, claimed by this relay until its lease runs out. */
export interface Intent {
  readonly id: string;
  readonly companyId: string;
  readonly topic: OutboxTopic;
  readonly subjectId: string;
  readonly requestId: string;
  /** Deliveries begun, this one included. */
  readonly attempts: number;
}

/** First lease; it doubles with each attempt, up to 64 times, which is the back-off of what keeps failing. */
const LEASE_SECONDS = 10;

/**
 * Claims what is due, oldest first, in one statement without a transaction: no lock is held while it is delivered, and
 * a relay that dies only lets the lease run out. Delivery is at least once.
 */
export async function claimDue(pool: pg.Pool, limit: number): Promise<Intent[]> {
  const { rows } = await pool.query<Intent>(
    `update outbox set attempts = attempts + 1,
            due_at = now() + make_interval(secs => ${LEASE_SECONDS} * power(2, least(attempts, 6)))
      where id in (select id from outbox where sent_at is null and due_at <= now()
                    order by due_at limit $1 for update skip locked)
      returning id, company_id as "companyId", topic, subject_id as "subjectId", request_id as "requestId", attempts`,
    [limit],
  );
  return rows;
}

/** Marks as delivered. */
export async function markSent(pool: pg.Pool, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await pool.query('update outbox set sent_at = now() where id = any($1)', [ids]);
}
