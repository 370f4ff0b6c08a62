import type { Tx } from '../../db/tx.ts';
import { uuidv7 } from '../../platform/ids.ts';

/** What the relay delivers after the commit. */
export type OutboxTopic = 'sale.start' | 'sunat.release' | 'attention.opened';

/** Commits the intent to reach the outside together with the change that asks for it; the relay delivers it. */
export async function writeOutbox(tx: Tx, topic: OutboxTopic, subjectId: string, requestId: string): Promise<void> {
  await tx.run('insert into outbox (id, company_id, topic, subject_id, request_id) values ($1, $2, $3, $4, $5)', [
    uuidv7(),
    tx.companyId,
    topic,
    subjectId,
    requestId,
  ]);
}
