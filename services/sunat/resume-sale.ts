import { conflict } from '../../domain/errors.ts';
import { closeSaleAttention } from '../attention/close-attention.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { change } from '../change.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { asDecider, type DecidedBy } from '../sales/decided-by.ts';
import { lockSale, setSaleStatus } from '../sales/lock-sale.ts';
import { writeSaleEvent } from '../sales/sale-event.ts';
import { setDocumentStatus } from './lock-document.ts';

export interface ResumeSaleInput {
  readonly saleId: string;
  readonly decision: string;
  /** Where the sale stands while the process goes on. */
  readonly status: 'issued' | 'cancelled';
  readonly reason: string;
  readonly by: DecidedBy;
}

/**
 * A person's `retry` or `skip`: recorded, audited, and the process goes on from where it stood. A document whose fate
 * is not known is asked about anew.
 * @throws HubError 409 `decision_not_available` unless the sale waits for a person
 */
export async function resumeSale(deps: ServiceDeps, ctx: ServiceContext, input: ResumeSaleInput): Promise<void> {
  authorise(ctx, 'sales:decide');
  const { saleId, decision, status, reason, by } = input;
  await change(deps, ctx, async (tx, cipher) => {
    const sale = await lockSale(tx, saleId);
    if (sale.status === status) return;
    if (sale.status !== 'needs_attention')
      throw conflict('decision_not_available', 'La venta no espera esta decisión.');
    await writeAudit(tx, asDecider(ctx, by), cipher, {
      action: `sale.${decision}`,
      entity: 'sale',
      entityId: saleId,
      reason,
      before: { status: sale.status },
      after: { status },
    });
    await closeSaleAttention(tx, saleId, { decision, reason, by });
    await writeSaleEvent(tx, saleId, 'decision', { decision });
    await setSaleStatus(tx, saleId, status);
    if (status === 'issued' && sale.document_id) await setDocumentStatus(tx, sale.document_id, 'unknown');
  });
  deps.saleChanged();
}
