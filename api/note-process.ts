import type { SaleWaiter } from '../services/sales/wait-for-sale.ts';
import { DECIDE, type DecideInput, type MessageResult } from '../workflows/note-to-cdr/contract.ts';
import { NOTE_TO_CDR, noteStartOptions } from '../workflows/note-to-cdr/start-options.ts';
import { earlierAnswer, LEFT, startFailure, tell } from './process-calls.ts';
import type { MessageName, SaleProcessParts } from './sale-process.ts';

export interface CommittedNote {
  readonly companyId: string;
  readonly noteId: string;
  readonly requestId: string;
  readonly outboxId: string;
}

/** What the routes ask of the process that carries a note. */
export interface NoteProcess {
  readonly waitFor: SaleWaiter['waitForNote'];
  /** Starts the process of a committed note. Never fails: what Temporal does not take now the relay starts. */
  start(note: CommittedNote): Promise<void>;
  /** Undefined where no process runs (not started yet, or over). @throws HubError 503 */
  decide(workflowId: string, input: DecideInput, key?: string): Promise<MessageResult | undefined>;
  /** What a message under this key was answered, by a request whose own answer was lost. @throws HubError 503 */
  earlier(workflowId: string, name: MessageName, key: string): Promise<MessageResult | undefined>;
}

export function createNoteProcess({ temporal, taskQueue, sent, waiter, logger }: SaleProcessParts): NoteProcess {
  return {
    waitFor: (companyId, noteId, seconds, until) => waiter.waitForNote(companyId, noteId, seconds, until),
    async start({ companyId, noteId, requestId, outboxId }) {
      const options = noteStartOptions({ companyId, noteId, requestId, taskQueue });
      const failure = await startFailure(() => temporal.call((client) => client.workflow.start(NOTE_TO_CDR, options)));
      if (failure === undefined) sent.mark(companyId, outboxId);
      else logger.warn({ request_id: requestId, company_id: companyId, note_id: noteId, code: failure }, LEFT);
    },
    decide: (workflowId, input, key) => tell(temporal, workflowId, { name: DECIDE, input, key }),
    earlier: (workflowId, name, key) => earlierAnswer(temporal, workflowId, { name, key }),
  };
}
