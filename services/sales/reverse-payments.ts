import type { Tx } from '../../db/tx.ts';
import { writeSaleEvent } from './sale-event.ts';

/** Reverses the sale's payments that stand in one of these states; answers how many. The sale is locked by the caller. */
export async function reversePayments(
  tx: Tx,
  saleId: string,
  states: readonly ('pending' | 'recorded')[],
): Promise<number> {
  const payments = await tx.run(
    `update payment set status = 'reversed', reversed_at = now()
      where company_id = $1 and sale_id = $2 and status = any($3::text[])`,
    [tx.companyId, saleId, states],
  );
  if (payments > 0) await writeSaleEvent(tx, saleId, 'payment_reversed', { payments });
  return payments;
}
