import type { StoredCancellation } from '../../db/entities/sale.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { change } from '../change.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { closeOwnerAttention } from '../attention/close-attention.ts';
import { asDecider, type DecidedBy } from './decided-by.ts';
import { lockSale } from './lock-sale.ts';
import { reversePayments } from './reverse-payments.ts';
import { writeCancellation } from './write-cancellation.ts';

export interface CancelSaleInput {
  readonly saleId: string;
  /** Stable code: `insufficient_stock`, `cancelled_by_user`, `invalid_document`, `timed_out`, … */
  readonly code: string;
  readonly reason?: string;
  readonly lines?: StoredCancellation['lines'];
  readonly by?: DecidedBy;
}

/**
 * Cancels a sale whose document is not issued: the row decides, not the process. Payments that were only announced
 * are reversed with it; recorded ones and reservations are undone by their own verbs, before or after.
 * Answers `already_issued` when the document came first; run again it answers the same.
 */
export async function markSaleCancelled(
  deps: ServiceDeps,
  ctx: ServiceContext,
  input: CancelSaleInput,
): Promise<{ outcome: 'cancelled' | 'already_issued' }> {
  authorise(ctx, 'sales:cancel');
  const { saleId, code, reason, lines = [] } = input;
  const outcome = await change(deps, ctx, async (tx, cipher) => {
    const sale = await lockSale(tx, saleId);
    if (sale.status === 'cancelled') return 'cancelled' as const;
    if (sale.document_id !== null) return 'already_issued' as const;
    await writeAudit(tx, asDecider(ctx, input.by), cipher, {
      ...{ action: 'sale.cancel', entity: 'sale', entityId: saleId },
      ...(reason !== undefined && { reason }),
      before: { status: sale.status },
      after: { status: 'cancelled', code },
    });
    await reversePayments(tx, saleId, ['pending']);
    await writeCancellation(tx, saleId, { code, reason: reason ?? null, lines });
    await closeOwnerAttention(
      tx,
      { kind: 'sale', id: saleId },
      { decision: 'cancel_sale', reason: reason ?? null, by: input.by },
    );
    return 'cancelled' as const;
  });
  deps.saleChanged();
  return { outcome };
}
