import { inCompany } from '../../db/tx.ts';
import type { SaleStatus } from '../../db/entities/sale.ts';
import { conflict } from '../../domain/errors.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { deciderOf } from './decided-by.ts';
import { markSaleCancelled } from './mark-sale-cancelled.ts';
import { alreadyIssued } from './request-cancel.ts';

/**
 * Cancels a sale that no process carries: one that was not started yet (nothing is reserved then, and the process
 * will find it cancelled). One that ended meanwhile says how.
 * @throws HubError 409 `already_issued`, `sale_in_progress`
 */
export async function cancelUnstarted(
  deps: ServiceDeps,
  ctx: ServiceContext,
  { saleId, reason }: { readonly saleId: string; readonly reason: string },
): Promise<void> {
  authorise(ctx, 'sales:cancel');
  const [sale] = await inCompany(deps.orm, ctx.companyId, (tx) =>
    tx.sql<{ status: SaleStatus }>('select status from sale where company_id = $1 and id = $2', [tx.companyId, saleId]),
  );
  if (sale?.status === 'cancelled') return;
  if (sale?.status === 'reserved' || sale?.status === 'paid')
    throw conflict('sale_in_progress', 'La venta está en proceso; intente de nuevo en unos segundos.');
  const by = deciderOf(ctx);
  const { outcome } = await markSaleCancelled(deps, ctx, { saleId, code: 'cancelled_by_user', reason, by });
  if (outcome === 'already_issued') throw alreadyIssued();
}
