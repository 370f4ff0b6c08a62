import type { SaleWaiter } from '../services/sales/wait-for-sale.ts';
import { DECIDE, type DecideInput, type MessageResult } from '../workflows/certificate-to-cdr/contract.ts';
import { CERTIFICATE_TO_CDR, certificateStartOptions } from '../workflows/certificate-to-cdr/start-options.ts';
import { earlierAnswer, LEFT, startFailure, tell } from './process-calls.ts';
import type { MessageName, SaleProcessParts } from './sale-process.ts';

export interface CommittedCertificate {
  readonly companyId: string;
  readonly certificateId: string;
  readonly requestId: string;
  readonly outboxId: string;
}

/** What the routes ask of the process that carries a certificate. */
export interface CertificateProcess {
  readonly waitFor: SaleWaiter['waitForCertificate'];
  /** Starts the process of a committed certificate. Never fails: what Temporal does not take now the relay starts. */
  start(certificate: CommittedCertificate): Promise<void>;
  /** Undefined where no process runs (not started yet, or over). @throws HubError 503 */
  decide(workflowId: string, input: DecideInput, key?: string): Promise<MessageResult | undefined>;
  /** What a message under this key was answered, by a request whose own answer was lost. @throws HubError 503 */
  earlier(workflowId: string, name: MessageName, key: string): Promise<MessageResult | undefined>;
}

export function createCertificateProcess({
  temporal,
  taskQueue,
  sent,
  waiter,
  logger,
}: SaleProcessParts): CertificateProcess {
  return {
    waitFor: (companyId, certificateId, seconds, until) =>
      waiter.waitForCertificate(companyId, certificateId, seconds, until),
    async start({ companyId, certificateId, requestId, outboxId }) {
      const options = certificateStartOptions({ companyId, certificateId, requestId, taskQueue });
      const failure = await startFailure(() =>
        temporal.call((client) => client.workflow.start(CERTIFICATE_TO_CDR, options)),
      );
      if (failure === undefined) sent.mark(companyId, outboxId);
      else
        logger.warn(
          { request_id: requestId, company_id: companyId, certificate_id: certificateId, code: failure },
          LEFT,
        );
    },
    decide: (workflowId, input, key) => tell(temporal, workflowId, { name: DECIDE, input, key }),
    earlier: (workflowId, name, key) => earlierAnswer(temporal, workflowId, { name, key }),
  };
}
