import { conflict } from '../../domain/errors.ts';
import { limaDate } from '../../domain/time/lima.ts';
import { closeOwnerAttention } from '../attention/close-attention.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { change } from '../change.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { returnSold } from '../stock/return-sold.ts';
import { asDecider, type DecidedBy } from './decided-by.ts';
import { requireWithoutEffect } from './document-in-force.ts';
import { lockSale } from './lock-sale.ts';
import { reversePayments } from './reverse-payments.ts';
import { writeSaleEvent } from './sale-event.ts';
import { writeCancellation } from './write-cancellation.ts';

export interface ReturnSaleInput {
  readonly saleId: string;
  readonly reason: string;
  readonly by: DecidedBy;
}

/**
 * A person's `cancel_sale` after SUNAT refused the document or its time ran out: goods back at the cost at which
 * they left, payments reversed, sale cancelled. Once: run again it changes nothing.
 * @throws HubError 409 `decision_not_available` unless the sale waits, `document_in_force` when the document may still stand at SUNAT
 */
export async function returnIssuedSale(deps: ServiceDeps, ctx: ServiceContext, input: ReturnSaleInput): Promise<void> {
  authorise(ctx, 'sales:decide');
  const { saleId, reason, by } = input;
  await change(deps, ctx, async (tx, cipher) => {
    const sale = await lockSale(tx, saleId);
    if (sale.status === 'cancelled') return;
    if (sale.status !== 'needs_attention' || sale.document_id === null)
      throw conflict('decision_not_available', 'La venta no espera esta decisión.');
    const status = await requireWithoutEffect(tx, sale.document_id);
    const decider = asDecider(ctx, by);
    await writeAudit(tx, decider, cipher, {
      ...{ action: 'sale.cancel', entity: 'sale', entityId: saleId, reason },
      before: { status: sale.status, document_status: status },
      after: { status: 'cancelled' },
    });
    await writeSaleEvent(tx, saleId, 'decision', { decision: 'cancel_sale' });
    await closeOwnerAttention(tx, { kind: 'sale', id: saleId }, { decision: 'cancel_sale', reason, by });
    await reversePayments(tx, saleId, ['pending', 'recorded']);
    await writeCancellation(tx, saleId, { code: `document_${status}`, reason, lines: [] });
    const date = limaDate(deps.now());
    const products = await returnSold(tx, { saleId, warehouseId: sale.warehouse_id, date });
    await writeSaleEvent(tx, saleId, 'stock_returned', { lines: products });
  });
  deps.saleChanged();
}
