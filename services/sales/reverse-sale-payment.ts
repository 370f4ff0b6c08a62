import { writeAudit } from '../audit/write-audit.ts';
import { change } from '../change.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { lockSale } from './lock-sale.ts';
import { reversePayments } from './reverse-payments.ts';

/** Undoes `recordSalePayment` before the document is issued; a no-op where nothing was recorded. */
export async function reverseSalePayment(
  deps: ServiceDeps,
  ctx: ServiceContext,
  { saleId }: { readonly saleId: string },
): Promise<void> {
  authorise(ctx, 'sales:cancel');
  await change(deps, ctx, async (tx, cipher) => {
    const sale = await lockSale(tx, saleId);
    if (sale.document_id !== null) return;
    const reversed = await reversePayments(tx, saleId, ['recorded']);
    if (reversed > 0)
      await writeAudit(tx, ctx, cipher, { action: 'sale.reverse_payment', entity: 'sale', entityId: saleId });
  });
  deps.saleChanged();
}
