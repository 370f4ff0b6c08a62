import {
  ApplicationFailure,
  condition,
  defineUpdate,
  setCurrentDetails,
  setHandler,
  sleep,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import { defineSearchAttributeKey } from '@temporalio/common';
import { refusalOf } from '../document-to-cdr/refusal.ts';
import { openTicketProcess, type TicketProcess } from '../ticket-to-cdr/process.ts';
import {
  DECIDE,
  type DecideVoidMessage,
  type MessageResult,
  type VoidDecision,
  type VoidDocumentInput,
} from './contract.ts';
import { decideVoid } from './steps.ts';

const decideUpdate = defineUpdate<MessageResult, [DecideVoidMessage]>(DECIDE);
const HUB_STAGE = defineSearchAttributeKey('HubStage', 'KEYWORD');
const HUB_ATTENTION = defineSearchAttributeKey('HubAttention', 'KEYWORD');

/** The state of one voiding's process, and what its messages change. */
export interface VoidProcess {
  readonly input: VoidDocumentInput;
  readonly ticket: TicketProcess;
  /** What a person may decide now. */
  options: readonly VoidDecision[];
  decided: VoidDecision | undefined;
  deciding: boolean;
}

/** Opens the process: its handlers stand before anything is awaited. */
export function openVoidProcess(input: VoidDocumentInput): VoidProcess {
  const ticket = openTicketProcess({ companyId: input.companyId, requestId: input.requestId });
  const process: VoidProcess = { input, ticket, options: [], decided: undefined, deciding: false };
  setHandler(decideUpdate, (message) => decide(process, message), { validator: requireReason });
  return process;
}

function requireReason({ reason }: DecideVoidMessage): void {
  if (reason.trim() === '') throw ApplicationFailure.nonRetryable('A reason is required', 'reason_required');
}

const refused = (code: string, detail: string): MessageResult => ({ accepted: false, code, detail });

async function decide(process: VoidProcess, message: DecideVoidMessage): Promise<MessageResult> {
  if (!process.options.includes(message.decision))
    return refused('decision_not_available', 'Esa decisión no corresponde al estado actual.');
  if (process.deciding) return refused('decision_in_progress', 'Otra decisión se está aplicando.');
  process.deciding = true;
  try {
    // Commits the message to the history before its verb commits: else a worker that dies in between leaves the rows
    // decided and the process waiting.
    await sleep(1, { summary: 'Anota la decisión recibida' });
    await decideVoid({ ...process.input, ...message });
    process.options = [];
    process.decided = message.decision;
    return { accepted: true };
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal) return refused(refusal.code, refusal.detail);
    throw error;
  } finally {
    process.deciding = false;
  }
}

/** Waits for a person's decision, which has been carried out when it is answered. */
export async function ask(process: VoidProcess, code: string, options: readonly VoidDecision[]): Promise<VoidDecision> {
  process.options = options;
  process.decided = undefined;
  setCurrentDetails(
    `### Espera la decisión de una persona\n- Atención: \`${code}\`\n- Opciones: ${options.map((option) => `\`${option}\``).join(', ')}`,
  );
  upsertSearchAttributes([
    { key: HUB_STAGE, value: 'waiting_decision' },
    { key: HUB_ATTENTION, value: code },
  ]);
  await condition(() => process.decided !== undefined);
  upsertSearchAttributes([
    { key: HUB_STAGE, value: 'sending' },
    { key: HUB_ATTENTION, value: null },
  ]);
  return process.decided ?? 'retry';
}
