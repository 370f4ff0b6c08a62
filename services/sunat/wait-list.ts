import type { Tx } from '../../db/tx.ts';
import { uuidv7 } from '../../platform/ids.ts';
import type { SunatChannel } from './sunat-gate.ts';

/**
 * Notes that a process waits for SUNAT. A process that waits again keeps its place in the queue, so that the oldest
 * one stays the probe of a breaker that is half open.
 */
export async function joinWaitList(
  tx: Tx,
  workflowId: string,
  endpoint: string,
  channel: SunatChannel = 'cpe',
): Promise<void> {
  tx.write(
    `insert into sunat_wait (id, company_id, workflow_id, endpoint, channel) values ($1, $2, $3, $4, $5)
     on conflict (company_id, workflow_id) do update set released_at = null, endpoint = excluded.endpoint`,
    [uuidv7(), tx.companyId, workflowId, endpoint, channel],
  );
}

/** The process goes on; its row stays a moment as part of the relay's count of releases. Nothing where it did not wait. */
export async function leaveWaitList(tx: Tx, workflowId: string): Promise<void> {
  tx.write(
    'update sunat_wait set released_at = now() where company_id = $1 and workflow_id = $2 and released_at is null',
    [tx.companyId, workflowId],
  );
}
