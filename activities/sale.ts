import { Context } from '@temporalio/activity';
import { processContext, type ServiceContext } from '../services/context.ts';
import type { ServiceDeps } from '../services/deps.ts';
import type { DecidedBy } from '../services/sales/decided-by.ts';
import { issueSaleDocument } from '../services/sales/issue-sale-document.ts';
import { type CancelSaleInput, markSaleCancelled } from '../services/sales/mark-sale-cancelled.ts';
import { prepareReissue, type ReissueInput } from '../services/sales/prepare-reissue.ts';
import { type RebuildInput, rebuildDocument } from '../services/sales/rebuild-document.ts';
import { recordSalePayment } from '../services/sales/record-sale-payment.ts';
import { releaseSaleStock } from '../services/sales/release-sale-stock.ts';
import { reserveSaleStock } from '../services/sales/reserve-sale-stock.ts';
import { returnIssuedSale } from '../services/sales/return-issued-sale.ts';
import { reverseSalePayment } from '../services/sales/reverse-sale-payment.ts';
import { saleOwner } from '../services/sales/sale-owner.ts';
import { giveUpNumber } from '../services/sunat/give-up-number.ts';
import { type ResumeInput, resume } from '../services/sunat/resume.ts';
import { type StandStillInput, standStill } from '../services/sunat/stand-still.ts';

/** Whose sale, and the request that made it; every step carries it. */
export interface SaleStep {
  readonly companyId: string;
  readonly saleId: string;
  readonly requestId: string;
}

interface Decided {
  readonly reason: string;
  readonly by: DecidedBy;
}

/** The process acts for the company, under its own id in the audit. */
function actor(step: SaleStep): ServiceContext {
  const workflowId = Context.current().info.workflowExecution?.workflowId ?? '';
  return processContext(step.companyId, workflowId, step.requestId);
}

/** What the verbs of a document take, without the owner that the step names. */
type Of<Input> = Omit<Input, 'owner'>;

const owned = <Step extends SaleStep>(step: Step) => ({ ...step, owner: saleOwner(step.saleId) });

/** The verbs of a sale as its process sees them: each is idempotent on the sale's own row. */
export function saleActivities(deps: ServiceDeps) {
  return {
    issueDocument: (step: SaleStep & { readonly attempt: number }) => issueSaleDocument(deps, actor(step), step),
    markCancelled: (step: SaleStep & CancelSaleInput) => markSaleCancelled(deps, actor(step), step),
    releaseStock: (step: SaleStep) => releaseSaleStock(deps, actor(step), step),
    reversePayment: (step: SaleStep) => reverseSalePayment(deps, actor(step), step),
    standStill: (step: SaleStep & Of<StandStillInput>) => standStill(deps, actor(step), owned(step)),
    resumeSale: (step: SaleStep & Of<ResumeInput>) => resume(deps, actor(step), owned(step)),
    rebuildDocument: (step: SaleStep & RebuildInput) => rebuildDocument(deps, actor(step), step),

    /** Two verbs under one marker of the history; run again it goes on from the sale's status. */
    async reserveAndPay(step: SaleStep) {
      const reserved = await reserveSaleStock(deps, actor(step), step);
      return reserved.outcome === 'reserved' ? recordSalePayment(deps, actor(step), step) : reserved;
    },

    /** Gives up a number that SUNAT holds with other content, then opens the next attempt. */
    async prepareReissue(step: SaleStep & ReissueInput) {
      await giveUpNumber(deps, actor(step), owned(step));
      return prepareReissue(deps, actor(step), step);
    },

    async returnSale(step: SaleStep & Decided) {
      await giveUpNumber(deps, actor(step), owned(step));
      await returnIssuedSale(deps, actor(step), step);
    },
  };
}
