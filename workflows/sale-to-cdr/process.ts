import { CancellationScope, condition, defineUpdate, setHandler } from '@temporalio/workflow';
import { type DocumentProcess, listen, newProcess, requireReason } from '../document-to-cdr/process.ts';
import { CANCEL, type CancelInput, type MessageResult, type SaleToCdrInput } from './contract.ts';
import { documentSteps } from './document-steps.ts';

const cancelUpdate = defineUpdate<MessageResult, [CancelInput]>(CANCEL);

/** The state of one sale's process, and the messages that reach it. */
export interface SaleProcess extends DocumentProcess {
  readonly input: SaleToCdrInput;
  /** Why a person cancelled it before issue. */
  cancellation: CancelInput | undefined;
  /** Set when the rows have decided between cancellation and issue. */
  fate: 'cancelled' | 'issued' | undefined;
  /** Everything up to the issue; a cancellation interrupts it. */
  readonly beforeIssue: CancellationScope;
}

/** What is done before the document is issued may take this long; then the sale is given up and undone. */
const BEFORE_ISSUE_LIMIT = '30 minutes';

/** Opens the process: its handlers stand before anything is awaited. */
export function openProcess(input: SaleToCdrInput, fate: SaleProcess['fate']): SaleProcess {
  const process: SaleProcess = {
    ...newProcess(documentSteps(input), fate ? 'sending' : 'reserving'),
    ...{ input, fate, cancellation: undefined },
    beforeIssue: new CancellationScope({ cancellable: true, timeout: BEFORE_ISSUE_LIMIT }),
  };
  setHandler(cancelUpdate, (message) => cancel(process, message), { validator: requireReason });
  listen(process);
  return process;
}

async function cancel(process: SaleProcess, message: CancelInput): Promise<MessageResult> {
  if (process.fate === undefined) {
    process.cancellation ??= message;
    process.beforeIssue.cancel();
    await condition(() => process.fate !== undefined);
  }
  if (process.fate === 'cancelled') return { accepted: true };
  return {
    accepted: false,
    code: 'already_issued',
    detail: 'El comprobante ya fue emitido: corresponde anularlo con una nota de crédito.',
  };
}
