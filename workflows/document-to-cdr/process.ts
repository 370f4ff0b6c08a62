import {
  ApplicationFailure,
  condition,
  defineQuery,
  defineSignal,
  defineUpdate,
  setCurrentDetails,
  setHandler,
  sleep,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import { defineSearchAttributeKey, type SearchAttributeUpdatePair } from '@temporalio/common';
import {
  DECIDE,
  type DecideInput,
  type Decision,
  GO,
  type MessageResult,
  STAGE,
  type Stage,
  UNTROUBLED,
} from './contract.ts';
import { detailsOf, type Notes } from './details.ts';
import type { DocumentSteps } from './document-steps.ts';

const decideUpdate = defineUpdate<MessageResult, [DecideInput]>(DECIDE);
const goSignal = defineSignal(GO);
const stageQuery = defineQuery<Stage>(STAGE);

const HUB_STAGE = defineSearchAttributeKey('HubStage', 'KEYWORD');
const HUB_ATTENTION = defineSearchAttributeKey('HubAttention', 'KEYWORD');
const HUB_DOCUMENT_TYPE = defineSearchAttributeKey('HubDocumentType', 'KEYWORD');

/** What a person is asked: which answers are legal, and how one is carried out. */
export interface Question {
  readonly code: string;
  readonly options: readonly Decision[];
  /** Records the decision; refuses it with a code where it cannot be done. */
  readonly apply: (input: DecideInput) => Promise<MessageResult>;
}

/** The state of a process that brings a document to SUNAT, and what its messages change. */
export interface DocumentProcess {
  readonly steps: DocumentSteps;
  stage: Stage;
  /** It may look again now. */
  go: boolean;
  question: Question | undefined;
  deciding: boolean;
}

/** The state at the beginning of a run. */
export const newProcess = (steps: DocumentSteps, stage: Stage): DocumentProcess => ({
  ...{ steps, stage },
  ...{ go: false, question: undefined, deciding: false },
});

/** Sets the handlers that all these processes have; call it before anything is awaited. */
export function listen(process: DocumentProcess): void {
  setHandler(stageQuery, () => process.stage);
  setHandler(goSignal, () => {
    process.go = true;
  });
  setHandler(decideUpdate, (message) => decide(process, message), { validator: requireReason });
}

/** Validator of the updates that a person sends. */
export function requireReason({ reason }: { readonly reason: string }): void {
  if (reason.trim() === '') throw ApplicationFailure.nonRetryable('A reason is required', 'reason_required');
}

async function decide(process: DocumentProcess, message: DecideInput): Promise<MessageResult> {
  const { question } = process;
  if (!question?.options.includes(message.decision)) {
    return refused('decision_not_available', 'Esa decisión no corresponde al estado actual.');
  }
  if (process.deciding) return refused('decision_in_progress', 'Otra decisión se está aplicando.');
  process.deciding = true;
  try {
    // Commits the message to the history first: were it lost with its worker after its verb had committed, the rows would
    // be decided and the process would wait for ever.
    await sleep(1, { summary: 'Anota la decisión recibida' });
    const result = await question.apply(message);
    if (result.accepted) process.question = undefined;
    return result;
  } finally {
    process.deciding = false;
  }
}

export const refused = (code: string, detail: string): MessageResult => ({ accepted: false, code, detail });

/** Puts a question to a person and waits until one answer has been carried out. */
export async function ask(process: DocumentProcess, question: Question): Promise<void> {
  process.question = question;
  await condition(() => process.question === undefined);
}

/**
 * Shows where the process stands: by query and in the Web UI always, in the search attributes from its first wait on
 * (or when it is cancelled). Each change of them is an event, a task of the server and a write to its lists: most
 * processes wait for nobody and need none.
 */
export function enter(process: DocumentProcess, stage: Stage, notes: Notes = {}): void {
  process.stage = stage;
  setCurrentDetails(detailsOf(stage, notes));
  const listed = workflowInfo().typedSearchAttributes;
  const pairs: SearchAttributeUpdatePair[] = [];
  if (isListed(stage, listed.get(HUB_STAGE))) pairs.push({ key: HUB_STAGE, value: stage });
  if (notes.attention && listed.get(HUB_ATTENTION) !== notes.attention)
    pairs.push({ key: HUB_ATTENTION, value: notes.attention });
  // Not known to the relay, which starts what a dead API process left behind.
  if (notes.documentType && listed.get(HUB_DOCUMENT_TYPE) !== notes.documentType)
    pairs.push({ key: HUB_DOCUMENT_TYPE, value: notes.documentType });
  if (pairs.length > 0) upsertSearchAttributes(pairs);
}

function isListed(stage: Stage, shown: string | undefined): boolean {
  // Passes within one workflow task: nobody could see it in a list.
  if (stage === shown || stage === 'issuing') return false;
  return shown !== UNTROUBLED || stage.startsWith('waiting_') || stage === 'cancelled';
}

/** Nothing waits for a person any more. */
export function clearAttention(): void {
  upsertSearchAttributes([{ key: HUB_ATTENTION, value: null }]);
}
