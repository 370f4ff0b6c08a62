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

/** Who may be slow has a lane of its own, so that it holds nobody up. */
export type Lane = 'process' | 'mail';

/**
 * First lease; it doubles with each attempt, up to 64 times, which is the back-off of what keeps failing. A mail's
 * outlasts the making of its PDF and the longest talk with a mail server.
 */
const LEASE_SECONDS: Readonly<Record<Lane, number>> = { process: 10, mail: 120 };

/**
 * Claims what is due, oldest first, in one statement without a transaction: no lock is held while it is delivered, and
 * a relay that dies only lets the lease run out. Delivery is at least once.
 */
export async function claimDue(pool: pg.Pool, lane: Lane, limit: number): Promise<Intent[]> {
  const { rows } = await pool.query<Intent>(
    `update outbox set attempts = attempts + 1,
            due_at = now() + make_interval(secs => $3 * power(2, least(attempts, 6)))
      where id in (select id from outbox where lane = $2 and sent_at is null and due_at <= now()
                    order by due_at limit $1 for update skip locked)
      returning id, company_id as "companyId", topic, subject_id as "subjectId", request_id as "requestId", attempts`,
    [limit, lane, LEASE_SECONDS[lane]],
  );
  return rows;
}

/** Marks as delivered. */
export async function markSent(pool: pg.Pool, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await pool.query('update outbox set sent_at = now() where id = any($1)', [ids]);
}
