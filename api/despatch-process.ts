import type { SaleWaiter } from '../services/sales/wait-for-sale.ts';
import { DECIDE, type DecideInput, type MessageResult } from '../workflows/despatch-advice/contract.ts';
import { DESPATCH_ADVICE, despatchStartOptions } from '../workflows/despatch-advice/start-options.ts';
import { earlierAnswer, LEFT, startFailure, tell } from './process-calls.ts';
import type { MessageName, SaleProcessParts } from './sale-process.ts';

export interface CommittedDespatch {
  readonly companyId: string;
  readonly despatchId: string;
  readonly requestId: string;
  readonly outboxId: string;
}

/** What the routes ask of the process that carries a guía. */
export interface DespatchProcess {
  readonly waitFor: SaleWaiter['waitForDespatch'];
  /** Starts the process of a committed guía. Never fails: what Temporal does not take now the relay starts. */
  start(despatch: CommittedDespatch): Promise<void>;
  /** Undefined where no process runs (not started yet, or over). @throws HubError 503 */
  decide(workflowId: string, input: DecideInput, key?: string): Promise<MessageResult | undefined>;
  /** What a message under this key was answered, by a request whose own answer was lost. @throws HubError 503 */
  earlier(workflowId: string, name: MessageName, key: string): Promise<MessageResult | undefined>;
}

export function createDespatchProcess({
  temporal,
  taskQueue,
  sent,
  waiter,
  logger,
}: SaleProcessParts): DespatchProcess {
  return {
    waitFor: (companyId, despatchId, seconds, until) => waiter.waitForDespatch(companyId, despatchId, seconds, until),
    async start({ companyId, despatchId, requestId, outboxId }) {
      const options = despatchStartOptions({ companyId, despatchId, requestId, taskQueue });
      const failure = await startFailure(() =>
        temporal.call((client) => client.workflow.start(DESPATCH_ADVICE, options)),
      );
      if (failure === undefined) sent.mark(companyId, outboxId);
      else logger.warn({ request_id: requestId, company_id: companyId, despatch_id: despatchId, code: failure }, LEFT);
    },
    decide: (workflowId, input, key) => tell(temporal, workflowId, { name: DECIDE, input, key }),
    earlier: (workflowId, name, key) => earlierAnswer(temporal, workflowId, { name, key }),
  };
}
