import type { CommittedSale, SaleProcess } from '../../api/sale-process.ts';
import { processContext } from '../../services/context.ts';
import type { ServiceDeps } from '../../services/deps.ts';
import { issueSaleDocument } from '../../services/sales/issue-sale-document.ts';
import { markSaleCancelled } from '../../services/sales/mark-sale-cancelled.ts';
import { prepareReissue } from '../../services/sales/prepare-reissue.ts';
import { recordSalePayment } from '../../services/sales/record-sale-payment.ts';
import { reserveSaleStock } from '../../services/sales/reserve-sale-stock.ts';
import { returnIssuedSale } from '../../services/sales/return-issued-sale.ts';
import type { DecideInput, MessageResult } from '../../workflows/sale-to-cdr/contract.ts';

const refused = (code: string, detail = 'No es posible.'): MessageResult => ({ accepted: false, code, detail });

/** Runs a sale up to its document right where it is started, without Temporal and without sending anything. */
export function inlineSaleProcess(deps: ServiceDeps): SaleProcess {
  const answered = new Map<string, MessageResult>();
  const started = new Map<string, { companyId: string; saleId: string }>();

  const issue = async (companyId: string, saleId: string, attempt: number): Promise<void> => {
    const ctx = processContext(companyId, `${companyId}/sale/${saleId}`, 'inline');
    await reserveSaleStock(deps, ctx, { saleId });
    await recordSalePayment(deps, ctx, { saleId });
    await issueSaleDocument(deps, ctx, { saleId, attempt });
  };

  const carryOut = async (workflowId: string, input: DecideInput): Promise<MessageResult | undefined> => {
    const known = started.get(workflowId);
    if (!known) return undefined;
    const { companyId, saleId } = known;
    const ctx = processContext(companyId, workflowId, input.by.requestId);
    const { reason, by, changes } = input;
    if (input.decision === 'cancel_sale') await returnIssuedSale(deps, ctx, { saleId, reason, by });
    else if (input.decision === 'reissue') {
      const ready = await prepareReissue(deps, ctx, { saleId, reason, by, ...(changes && { changes }) });
      if (ready.outcome === 'invalid')
        return { accepted: false, code: ready.code, detail: 'No es válido.', issues: ready.issues };
      await issue(companyId, saleId, ready.attempt);
    } else return refused('decision_not_available');
    return { accepted: true };
  };

  const decide: SaleProcess['decide'] = async (workflowId, input, key) => {
    const message = `${workflowId}/decide/${key}`;
    const result = answered.get(message) ?? (await carryOut(workflowId, input));
    if (result && key !== undefined) answered.set(message, result);
    return result;
  };

  return {
    async start({ companyId, saleId }: CommittedSale) {
      started.set(`${companyId}/sale/${saleId}`, { companyId, saleId });
      await issue(companyId, saleId, 1);
    },
    async cancel(workflowId, { reason, by }) {
      const known = started.get(workflowId);
      if (!known) return undefined;
      const ctx = processContext(known.companyId, workflowId, by.requestId);
      const { outcome } = await markSaleCancelled(deps, ctx, {
        ...{ saleId: known.saleId, code: 'cancelled_by_user', reason, by },
      });
      return outcome === 'cancelled' ? { accepted: true } : refused(outcome);
    },
    decide,
    earlier: (workflowId, name, key) => Promise.resolve(answered.get(`${workflowId}/${name}/${key}`)),
    waitFor: () => Promise.resolve(),
  };
}
