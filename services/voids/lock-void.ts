import type { VoidStatus } from '../../db/entities/void.ts';
import type { Tx } from '../../db/tx.ts';
import { notFound } from '../../domain/errors.ts';
import { type LockedSale, lockSale } from '../sales/lock-sale.ts';

/** A voiding's row as its process needs it, locked until the transaction ends, with its sale, locked before (a certificate has none). */
export interface LockedVoid {
  readonly id: string;
  readonly status: VoidStatus;
  readonly document_id: string;
  /** Of a note's document: the note. */
  readonly note_id: string | null;
  /** Of a certificate's document: the certificate. */
  readonly certificate_id: string | null;
  readonly reason: string;
  readonly workflow_id: string;
  /** What it is about; null for a certificate. */
  readonly sale: LockedSale | null;
}

/** Locks the sale first, then the voiding: as everywhere. @throws HubError 404 */
export async function lockVoid(tx: Tx, voidId: string): Promise<LockedVoid> {
  const [of] = await tx.sql<{ sale_id: string | null }>(
    'select sale_id from document_void where company_id = $1 and id = $2',
    [tx.companyId, voidId],
  );
  if (!of) throw notFound();
  const sale = of.sale_id === null ? null : await lockSale(tx, of.sale_id);
  const [row] = await tx.sql<Omit<LockedVoid, 'sale'>>(
    `select id, status, document_id, note_id, certificate_id, reason, workflow_id
       from document_void where company_id = $1 and id = $2 for update`,
    [tx.companyId, voidId],
  );
  if (!row) throw notFound();
  return { ...row, sale };
}

/** Moves a locked voiding to its next state. */
export async function setVoidStatus(tx: Tx, voidId: string, status: VoidStatus): Promise<void> {
  await tx.run(
    'update document_void set status = $3, updated_at = now(), version = version + 1 where company_id = $1 and id = $2',
    [tx.companyId, voidId, status],
  );
}
