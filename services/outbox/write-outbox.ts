import type { Tx } from '../../db/tx.ts';
import type { Sealed } from '../../platform/crypto/envelope.ts';
import { uuidv7 } from '../../platform/ids.ts';

/** What the relay delivers after the commit. */
export type OutboxTopic =
  | 'company.created'
  | 'sale.start'
  | 'sale.wake'
  | 'note.start'
  | 'summary.start'
  | 'note.wake'
  | 'despatch.start'
  | 'certificate.start'
  | 'void.start'
  | 'sunat.release'
  | 'attention.opened'
  | MailTopic;

/** What the relay delivers beside the others: a mail server may take a minute and hold nothing up. */
export type MailTopic = 'document.mail' | 'user.invited';

/**
 * Commits the intent to reach the outside together with the change that asks for it; the relay delivers it.
 * `delaySeconds` leaves the caller that time to deliver it himself and mark it as sent. Answers the row's id.
 */
export async function writeOutbox(
  tx: Tx,
  topic: OutboxTopic,
  subjectId: string,
  requestId: string,
  delaySeconds = 0,
): Promise<string> {
  const id = uuidv7();
  tx.write(
    `insert into outbox (id, company_id, topic, subject_id, request_id, due_at)
     values ($1, $2, $3, $4, $5, now() + make_interval(secs => $6))`,
    [id, tx.companyId, topic, subjectId, requestId, delaySeconds],
  );
  return id;
}

/**
 * The same for what is mailed, in a lane of its own. `body` seals what only the delivery may read (a one-time token),
 * bound to the row's id. Answers the row's id.
 */
export async function writeMailOutbox(
  tx: Tx,
  topic: MailTopic,
  subjectId: string,
  requestId: string,
  body?: (id: string) => Sealed,
): Promise<string> {
  const id = uuidv7();
  tx.write(
    `insert into outbox (id, company_id, topic, lane, subject_id, request_id, body) values ($1, $2, $3, 'mail', $4, $5, $6)`,
    [id, tx.companyId, topic, subjectId, requestId, body?.(id).bytes ?? null],
  );
  return id;
}
