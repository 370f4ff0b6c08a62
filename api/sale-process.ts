import { createHash } from 'node:crypto';
import { WorkflowExecutionAlreadyStartedError, type WorkflowHandle, WorkflowNotFoundError } from '@temporalio/client';
import { errorChain } from '../platform/error-chain.ts';
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

/** A key may be longer than Temporal takes an id. */
const updateIdOf = (name: MessageName, key: string): string =>
  createHash('sha256').update(`${name}\n${key}`).digest('hex');

/** No such process, or no such message: gRPC's NOT_FOUND, whatever the client wraps it in. */
const isUnknownToTemporal = (error: unknown): boolean =>
  error instanceof WorkflowNotFoundError || errorChain(error).some(({ code }) => code === 5);

export function createSaleProcess({ temporal, taskQueue, sent, waiter, logger }: SaleProcessParts): SaleProcess {
  const ask = async (workflowId: string, run: (handle: WorkflowHandle) => Promise<MessageResult>) => {
    try {
      return await temporal.call((client) => run(client.workflow.getHandle(workflowId)));
    } catch (error) {
      // Also an update that met the process' end: the row then says how it ended.
      if (isUnknownToTemporal(error)) return undefined;
      throw error;
    }
  };
  const update = (workflowId: string, name: MessageName, input: CancelInput | DecideInput, key: string | undefined) =>
    ask(workflowId, (handle) =>
      handle.executeUpdate<MessageResult, [typeof input]>(name, {
        args: [input],
        ...(key !== undefined && { updateId: updateIdOf(name, key) }),
      }),
    );

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
    cancel: (workflowId, input, key) => update(workflowId, CANCEL, input, key),
    decide: (workflowId, input, key) => update(workflowId, DECIDE, input, key),
    earlier: (workflowId, name, key) =>
      ask(workflowId, (handle) => handle.getUpdateHandle<MessageResult>(updateIdOf(name, key)).result()),
  };
}
