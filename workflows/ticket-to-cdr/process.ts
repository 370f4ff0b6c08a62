import {
  defineQuery,
  defineSignal,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import { defineSearchAttributeKey } from '@temporalio/common';
import type { SummaryFileRef } from '../../activities/index.ts';
import { GO, STAGE, type TicketInput, type TicketStage } from './contract.ts';

const goSignal = defineSignal(GO);
const stageQuery = defineQuery<string>(STAGE);
const HUB_STAGE = defineSearchAttributeKey('HubStage', 'KEYWORD');

interface Shown {
  readonly stage: TicketStage;
  readonly until?: Date | undefined;
}

/** The state of a process that carries files to SUNAT. */
export interface TicketProcess {
  readonly input: TicketInput;
  /** Signals to look again so far; who waits compares. */
  goes: number;
  /** The history is long: whoever waits stops, and the run goes on in a new one from the rows. */
  suspended: boolean;
  /** Where each file stands, by its name. */
  readonly files: Map<string, Shown>;
  /** Ids of the files that are carried, or were: each once, whoever comes upon it. */
  readonly claimed: Set<string>;
}

/** Takes a file on; false where it is carried already. */
export function claim({ claimed }: TicketProcess, { summaryId }: SummaryFileRef): boolean {
  if (claimed.has(summaryId)) return false;
  claimed.add(summaryId);
  return true;
}

/** Opens the process: its handlers stand before anything is awaited. */
export function openTicketProcess(input: TicketInput): TicketProcess {
  const process: TicketProcess = { input, goes: 0, suspended: false, files: new Map(), claimed: new Set() };
  setHandler(goSignal, () => {
    process.goes += 1;
  });
  setHandler(stageQuery, () => stageOf(process) ?? 'open');
  return process;
}

/** What needs a person's eye first. */
const ORDER: readonly TicketStage[] = [
  'waiting_decision',
  'waiting_gate',
  'waiting_retry',
  'waiting_ticket',
  'sending',
];

/** The stage of the file that is worst off; undefined when all have their answer. */
function stageOf({ files }: TicketProcess): TicketStage | undefined {
  const stages = new Set([...files.values()].map(({ stage }) => stage));
  return ORDER.find((stage) => stages.has(stage));
}

const TITLES: Readonly<Record<TicketStage, string>> = {
  sending: 'enviando',
  waiting_ticket: 'SUNAT lo procesa',
  waiting_retry: 'SUNAT no responde: se reintentará',
  waiting_gate: 'espera que se pueda enviar a SUNAT',
  waiting_decision: 'espera la decisión de una persona',
  accepted: 'aceptado',
  observed: 'aceptado con observaciones',
  rejected: 'rechazado',
};

/** Shows a heading and the files below it in the Web UI; no command of the history. */
export function tell({ files }: TicketProcess, heading: string): void {
  const lines = [...files].map(([name, shown]) => {
    const next = shown.until ? `, próximo intento ${shown.until.toISOString()}` : '';
    return `- **${name}**: ${TITLES[shown.stage]}${next}`;
  });
  setCurrentDetails([`### ${heading}`, ...lines].join('\n'));
}

/** Shows where a file stands: in the Web UI always, in the search attributes once something waits. */
export function show(process: TicketProcess, file: SummaryFileRef, stage: TicketStage, until?: Date): void {
  process.files.set(file.name, { stage, until });
  tell(process, 'Envíos a SUNAT');
  const listed = workflowInfo().typedSearchAttributes.get(HUB_STAGE);
  const worst = stageOf(process) ?? 'completed';
  if (worst === listed || worst === 'sending' || (listed === undefined && worst === 'completed')) return;
  upsertSearchAttributes([{ key: HUB_STAGE, value: worst }]);
}
