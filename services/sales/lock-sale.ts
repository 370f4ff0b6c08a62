import type { SaleStatus, StoredPaymentTerms } from '../../db/entities/sale.ts';
import type { Tx } from '../../db/tx.ts';
import { notFound } from '../../domain/errors.ts';

/** The sale's row as the process needs it, locked until the transaction ends. */
export interface LockedSale {
  readonly id: string;
  readonly status: SaleStatus;
  readonly channel: string;
  readonly warehouse_id: string;
  readonly buyer: Buffer | null;
  readonly extras: Buffer | null;
  readonly document_type: '01' | '03';
  readonly series: string;
  readonly currency: string;
  readonly exchange_rate: string | null;
  readonly discount_percent: string | null;
  readonly discount_amount: string | null;
  readonly payment_terms: StoredPaymentTerms;
  readonly total: string;
  readonly workflow_id: string;
  readonly issue_attempt: number;
  readonly document_id: string | null;
}

/**
 * Locks the sale: whoever holds it decides alone whether it is cancelled, issued or settled.
 * @throws HubError 404
 */
export async function lockSale(tx: Tx, saleId: string): Promise<LockedSale> {
  const [sale] = await tx.sql<LockedSale>(
    `select id, status, channel, warehouse_id, buyer, extras, document_type, series, currency, exchange_rate, discount_percent,
            discount_amount, payment_terms, total, workflow_id, issue_attempt, document_id
       from sale where company_id = $1 and id = $2 for update`,
    [tx.companyId, saleId],
  );
  if (!sale) throw notFound();
  return sale;
}

/** Moves a locked sale to its next state. */
export async function setSaleStatus(tx: Tx, saleId: string, status: SaleStatus): Promise<void> {
  tx.write('update sale set status = $3, updated_at = now(), version = version + 1 where company_id = $1 and id = $2', [
    tx.companyId,
    saleId,
    status,
  ]);
}
