import { conflict } from '../../domain/errors.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { change } from '../change.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { lockSale, setSaleStatus } from './lock-sale.ts';
import { writeSaleEvent } from './sale-event.ts';

/**
 * Records what was paid with the sale (cash, terminal, transfer: money that is already in hand). Run again it
 * answers the same. @throws HubError 409 `sale_not_reserved` out of order
 */
export async function recordSalePayment(
  deps: ServiceDeps,
  ctx: ServiceContext,
  { saleId }: { readonly saleId: string },
): Promise<{ outcome: 'recorded' | 'cancelled' }> {
  authorise(ctx, 'sales:create');
  const outcome = await change(deps, ctx, async (tx, cipher) => {
    const sale = await lockSale(tx, saleId);
    if (sale.status === 'cancelled') return 'cancelled' as const;
    if (sale.status === 'received') throw conflict('sale_not_reserved', 'La venta aún no tiene su stock reservado.');
    if (sale.status !== 'reserved') return 'recorded' as const;
    await writeAudit(tx, ctx, cipher, { action: 'sale.pay', entity: 'sale', entityId: saleId });
    const payments = await tx.run(
      `update payment set status = 'recorded', recorded_at = now()
        where company_id = $1 and sale_id = $2 and status = 'pending'`,
      [tx.companyId, saleId],
    );
    await setSaleStatus(tx, saleId, 'paid');
    await writeSaleEvent(tx, saleId, 'payment_recorded', { payments });
    return 'recorded' as const;
  });
  return { outcome };
}
