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
import { earlierAnswer, LEFT, startFailure, tell } from './process-calls.ts';

export interface CommittedSale {
  readonly companyId: string;
  readonly saleId: string;
  readonly requestId: string;
  readonly documentType: 'factura' | 'boleta';
  readonly outboxId: string;
}

export type MessageName = typeof CANCEL | typeof DECIDE;

/** What the routes ask of the process that carries a sale. */
export interface SaleProcess extends Pick<SaleWaiter, 'waitFor'> {
  /** Starts the process of a committed sale. Never fails: what Temporal does not take now the relay starts. */
  start(sale: CommittedSale): Promise<void>;
  /** Undefined where no process runs (not started yet, or over). @throws HubError 503 */
  cancel(workflowId: string, input: CancelInput, key?: string): Promise<MessageResult | undefined>;
  /** The same; a message that comes again under its `key` is answered as it was, and not carried out twice. */
  decide(workflowId: string, input: DecideInput, key?: string): Promise<MessageResult | undefined>;
  /** What a message under this key was answered, by a request whose own answer was lost. @throws HubError 503 */
  earlier(workflowId: string, name: MessageName, key: string): Promise<MessageResult | undefined>;
}

export interface SaleProcessParts {
  readonly temporal: Pick<ApiTemporal, 'call'>;
  readonly taskQueue: string;
  readonly sent: SentMarker;
  readonly waiter: SaleWaiter;
  readonly logger: ApiLogger;
}

export function createSaleProcess({ temporal, taskQueue, sent, waiter, logger }: SaleProcessParts): SaleProcess {
  return {
    waitFor: (companyId, saleId, seconds, until) => waiter.waitFor(companyId, saleId, seconds, until),
    async start({ companyId, saleId, requestId, documentType, outboxId }) {
      const options = saleStartOptions({ companyId, saleId, requestId, documentType, taskQueue });
      const failure = await startFailure(() => temporal.call((client) => client.workflow.start(SALE_TO_CDR, options)));
      if (failure === undefined) sent.mark(companyId, outboxId);
      else logger.warn({ request_id: requestId, company_id: companyId, sale_id: saleId, code: failure }, LEFT);
    },
    cancel: (workflowId, input, key) => tell(temporal, workflowId, { name: CANCEL, input, key }),
    decide: (workflowId, input, key) => tell(temporal, workflowId, { name: DECIDE, input, key }),
    earlier: (workflowId, name, key) => earlierAnswer(temporal, workflowId, { name, key }),
  };
}
