import type { DespatchStatus } from '../../db/entities/despatch.ts';
import type { Tx } from '../../db/tx.ts';
import { notFound } from '../../domain/errors.ts';

/** The guía's row as the process needs it, locked until the transaction ends. */
export interface LockedDespatch {
  readonly id: string;
  readonly status: DespatchStatus;
  readonly type: '09' | '31';
  readonly series: string;
  readonly warehouse_id: string;
  readonly sale_id: string | null;
  readonly document_id: string | null;
  readonly draft: Buffer;
  readonly issue_attempt: number;
}

/**
 * Locks the guía: whoever holds it decides alone whether it is cancelled, issued or settled.
 * @throws HubError 404
 */
export async function lockDespatch(tx: Tx, despatchId: string): Promise<LockedDespatch> {
  const [row] = await tx.sql<LockedDespatch>(
    `select id, status, type, series, warehouse_id, sale_id, document_id, draft, issue_attempt
       from despatch_advice where company_id = $1 and id = $2 for update`,
    [tx.companyId, despatchId],
  );
  if (!row) throw notFound();
  return row;
}

/** Moves a locked guía to its next state. */
export async function setDespatchStatus(tx: Tx, despatchId: string, status: DespatchStatus): Promise<void> {
  tx.write(
    'update despatch_advice set status = $3, updated_at = now(), version = version + 1 where company_id = $1 and id = $2',
    [tx.companyId, despatchId, status],
  );
}
