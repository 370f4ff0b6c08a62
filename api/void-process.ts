import type { SaleWaiter } from '../services/sales/wait-for-sale.ts';
import { DECIDE, type DecideVoidMessage, type MessageResult } from '../workflows/void-document/contract.ts';
import { VOID_DOCUMENT, voidStartOptions } from '../workflows/void-document/start-options.ts';
import { earlierAnswer, LEFT, startFailure, tell } from './process-calls.ts';
import type { MessageName, SaleProcessParts } from './sale-process.ts';

export interface CommittedVoid {
  readonly companyId: string;
  readonly documentId: string;
  readonly requestId: string;
  readonly outboxId: string;
}

/** What the routes ask of the process that voids a document. */
export interface VoidProcess {
  readonly waitFor: SaleWaiter['waitForVoid'];
  /** Starts the process of a committed voiding. Never fails: what Temporal does not take now the relay starts. */
  start(voiding: CommittedVoid): Promise<void>;
  /** Undefined where no process runs (not started yet, or over). @throws HubError 503 */
  decide(workflowId: string, message: DecideVoidMessage, key?: string): Promise<MessageResult | undefined>;
  /** What a message under this key was answered, by a request whose own answer was lost. @throws HubError 503 */
  earlier(workflowId: string, name: MessageName, key: string): Promise<MessageResult | undefined>;
}

export function createVoidProcess({ temporal, taskQueue, sent, waiter, logger }: SaleProcessParts): VoidProcess {
  return {
    waitFor: (companyId, voidId, seconds, until) => waiter.waitForVoid(companyId, voidId, seconds, until),
    async start({ companyId, documentId, requestId, outboxId }) {
      const options = voidStartOptions({ companyId, documentId, requestId, taskQueue });
      const failure = await startFailure(() =>
        temporal.call((client) => client.workflow.start(VOID_DOCUMENT, options)),
      );
      if (failure === undefined) sent.mark(companyId, outboxId);
      else logger.warn({ request_id: requestId, company_id: companyId, document_id: documentId, code: failure }, LEFT);
    },
    decide: (workflowId, input, key) => tell(temporal, workflowId, { name: DECIDE, input, key }),
    earlier: (workflowId, name, key) => earlierAnswer(temporal, workflowId, { name, key }),
  };
}
