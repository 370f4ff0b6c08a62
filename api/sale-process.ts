import { WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from '@temporalio/client';
import type { ApiTemporal } from '../platform/temporal/client.ts';
import type { SentMarker } from '../services/outbox/mark-sent.ts';
import type { SaleWaiter } from '../services/sales/wait-for-sale.ts';
import {
  CANCEL,
  type CancelInput,
  DECIDE,
  type DecideInput,
  type MessageResult,
  SALE_TO_CDR,
} from '../workflows/sale-to-cdr/contract.ts';
import { saleStartOptions } from '../workflows/sale-to-cdr/start-options.ts';
import type { ApiLogger } from './deps.ts';

export interface CommittedSale {
  readonly companyId: string;
  readonly saleId: string;
  readonly requestId: string;
  readonly documentType: 'factura' | 'boleta';
  readonly outboxId: string;
}

/** What the routes ask of the process that carries a sale. */
export interface SaleProcess extends Pick<SaleWaiter, 'waitFor'> {
  /** Starts the process of a committed sale. Never fails: what Temporal does not take now the relay starts. */
  start(sale: CommittedSale): Promise<void>;
  /** Undefined where no process runs (not started yet, or over). @throws HubError 503 */
  cancel(workflowId: string, input: CancelInput): Promise<MessageResult | undefined>;
  /** Undefined where no process runs (not started yet, or over). @throws HubError 503 */
  decide(workflowId: string, input: DecideInput): Promise<MessageResult | undefined>;
}

export interface SaleProcessParts {
  readonly temporal: ApiTemporal;
  readonly taskQueue: string;
  readonly sent: SentMarker;
  readonly waiter: SaleWaiter;
  readonly logger: ApiLogger;
}

export function createSaleProcess({ temporal, taskQueue, sent, waiter, logger }: SaleProcessParts): SaleProcess {
  const update = async (workflowId: string, name: string, input: CancelInput | DecideInput) => {
    try {
      return await temporal.call((client) =>
        client.workflow.getHandle(workflowId).executeUpdate<MessageResult, [typeof input]>(name, { args: [input] }),
      );
    } catch (error) {
      // Also an update that met the process' end: the row then says how it ended.
      if (error instanceof WorkflowNotFoundError) return undefined;
      throw error;
    }
  };

  return {
    waitFor: (companyId, saleId, seconds, until) => waiter.waitFor(companyId, saleId, seconds, until),
    async start({ companyId, saleId, requestId, documentType, outboxId }) {
      try {
        const options = saleStartOptions({ companyId, saleId, requestId, documentType, taskQueue });
        await temporal.call((client) => client.workflow.start(SALE_TO_CDR, options));
      } catch (error) {
        if (!(error instanceof WorkflowExecutionAlreadyStartedError)) {
          const code = error instanceof Error ? error.name : 'unknown';
          logger.warn({ request_id: requestId, company_id: companyId, sale_id: saleId, code }, 'left to the relay');
          return;
        }
      }
      sent.mark(companyId, outboxId);
    },
    cancel: (workflowId, input) => update(workflowId, CANCEL, input),
    decide: (workflowId, input) => update(workflowId, DECIDE, input),
  };
}
