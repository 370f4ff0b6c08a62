import { writeAudit } from '../audit/write-audit.ts';
import { change } from '../change.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { closeReservations, releaseStock } from '../stock/close-reservations.ts';
import { lockSale } from './lock-sale.ts';
import { writeSaleEvent } from './sale-event.ts';

/** Undoes `reserveSaleStock` before the document is issued; a no-op where nothing is held. */
export async function releaseSaleStock(
  deps: ServiceDeps,
  ctx: ServiceContext,
  { saleId }: { readonly saleId: string },
): Promise<void> {
  authorise(ctx, 'sales:cancel');
  await change(deps, ctx, async (tx, cipher) => {
    const sale = await lockSale(tx, saleId);
    const held = await closeReservations(tx, saleId, 'released');
    if (held.length === 0) return;
    await writeAudit(tx, ctx, cipher, { action: 'sale.release_stock', entity: 'sale', entityId: saleId });
    await writeSaleEvent(tx, saleId, 'stock_released', { products: held.length });
    await releaseStock(tx, sale.warehouse_id, held);
  });
  deps.saleChanged();
}
