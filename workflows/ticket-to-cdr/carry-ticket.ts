import { condition, sleep, workflowInfo } from '@temporalio/workflow';
import type { SummaryFileRef, SummaryResult } from '../../activities/index.ts';
import { FALLBACK_MS, nextTryMs } from '../document-to-cdr/waits.ts';
import type { TicketStage } from './contract.ts';
import { claim, show, type TicketProcess } from './process.ts';
import { carrySummary } from './steps.ts';

type Settled = Extract<SummaryResult, { state: 'settled' }>;
type Waiting = Exclude<SummaryResult['state'], 'settled'>;

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

const STAGES: Readonly<Record<Waiting, TicketStage>> = {
  polling: 'waiting_ticket',
  retry: 'waiting_retry',
  waiting: 'waiting_gate',
  decision: 'waiting_decision',
};

/** SUNAT takes seconds, and hours on a bad day: 30 s doubling to half an hour. */
const pollMs = (tries: number): number => Math.min(30_000 * 2 ** Math.min(tries - 1, 6), 30 * MINUTE_MS);

function waitMs(state: Waiting, tries: number): number {
  return { polling: pollMs(tries), retry: nextTryMs(tries), waiting: FALLBACK_MS, decision: DAY_MS }[state];
}

/**
 * Carries one file until SUNAT has answered, or a person ended it: sends it, asks for its ticket, waits as long as it
 * takes. Undefined when the history grew long: begin anew, the rows know how far it is.
 */
export async function carryTicket(process: TicketProcess, file: SummaryFileRef): Promise<Settled | undefined> {
  show(process, file, 'sending');
  for (let tries = 1; ; tries++) {
    if (isLong(process)) return undefined;
    // A signal that comes while the activity runs counts.
    const seen = process.goes;
    const now = new Date().toISOString();
    const result = await carrySummary({ ...process.input, summaryId: file.summaryId, now, first: tries === 1 });
    if (result.state === 'settled') {
      show(process, file, result.status);
      return result;
    }
    const wait = waitMs(result.state, tries);
    show(process, file, STAGES[result.state], new Date(Date.now() + wait));
    const summary = `Espera para volver a mirar ${file.name}`;
    await condition(() => process.goes !== seen || process.suspended, wait, { summary });
  }
}

/**
 * Carries a claimed file and those that carry on its lines, unless a round has come upon them first; false when the history
 * grew long.
 */
export async function carryWithNext(process: TicketProcess, file: SummaryFileRef, failures = 0): Promise<boolean> {
  const settled = await carryTicket(process, file);
  if (!settled) return false;
  const failed = settled.pause === true ? failures + 1 : 0;
  const next = settled.next.filter((one) => claim(process, one));
  // SUNAT failed, and would do so again at once.
  if (failed > 0 && next.length > 0) await sleep(pollMs(failed), { summary: 'SUNAT falló: espera un momento' });
  const carried = await Promise.all(next.map((one) => carryWithNext(process, one, failed)));
  return carried.every((done) => done);
}

function isLong(process: TicketProcess): boolean {
  if (workflowInfo().continueAsNewSuggested) process.suspended = true;
  return process.suspended;
}
