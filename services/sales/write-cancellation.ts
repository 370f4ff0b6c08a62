import type { StoredCancellation } from '../../db/entities/sale.ts';
import type { Tx } from '../../db/tx.ts';
import { writeSaleEvent } from './sale-event.ts';

/** Ends a locked sale as cancelled, with why. */
export async function writeCancellation(tx: Tx, saleId: string, cancellation: StoredCancellation): Promise<void> {
  await tx.run(
    `update sale set status = 'cancelled', cancellation = $3, updated_at = now(), version = version + 1
      where company_id = $1 and id = $2`,
    [tx.companyId, saleId, JSON.stringify(cancellation)],
  );
  await writeSaleEvent(tx, saleId, 'cancelled', { code: cancellation.code });
}
