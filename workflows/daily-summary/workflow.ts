import { allHandlersFinished, condition, continueAsNew, defineSignal, setHandler } from '@temporalio/workflow';
import { FALLBACK_MS } from '../document-to-cdr/waits.ts';
import { carryWithNext } from '../ticket-to-cdr/carry-ticket.ts';
import { claim, openTicketProcess, type TicketProcess } from '../ticket-to-cdr/process.ts';
import { type DailySummaryInput, ROUND, type RoundFilter } from './contract.ts';
import { openSummaries } from './steps.ts';

const roundSignal = defineSignal<[RoundFilter]>(ROUND);

/** A company that cannot sign is looked at again for a day; then the next day's process does. */
const REFUSALS = 48;

interface Day {
  readonly input: DailySummaryInput;
  readonly process: TicketProcess;
  /** Rounds that are still to begin. */
  readonly asked: RoundFilter[];
  running: number;
  /** A file whose carrying failed for good; the others go on. */
  failure: { readonly error: unknown } | undefined;
}

/**
 * The summaries of one company and Lima day: makes files of the boletas that wait, in as many rounds as are asked for, and
 * carries each until SUNAT has answered. Files left by an earlier run of the same day are taken up again.
 */
export async function dailySummary(input: DailySummaryInput): Promise<void> {
  const process = openTicketProcess({ companyId: input.companyId, requestId: input.requestId });
  const day: Day = { input, process, asked: [...input.rounds], running: 0, failure: undefined };
  setHandler(roundSignal, (filter) => {
    day.asked.push(filter);
  });
  // The round that a start comes with arrives as a signal.
  await condition(() => day.asked.length > 0);
  let refusals = 0;
  let last: RoundFilter = {};
  for (;;) {
    last = day.asked.shift() ?? last;
    const refused = await round(day, last);
    await condition(() => day.running === 0 || day.asked.length > 0 || process.suspended);
    if (process.suspended) return beginAnew(day, last);
    if (day.asked.length > 0) continue;
    if (!refused || (refusals += 1) > REFUSALS) break;
    const seen = process.goes;
    await condition(() => process.goes !== seen || day.asked.length > 0, FALLBACK_MS, {
      summary: 'La empresa no puede firmar: se vuelve a intentar',
    });
  }
  await condition(allHandlersFinished);
  if (day.failure) throw day.failure.error;
}

/** Makes what files there are to make and sets them on their way; true where documents had to be left. */
async function round(day: Day, filter: RoundFilter): Promise<boolean> {
  const { companyId, requestId } = day.input;
  const { files, refused } = await openSummaries({ companyId, requestId, ...filter });
  for (const file of files.filter((one) => claim(day.process, one))) {
    day.running += 1;
    void carryWithNext(day.process, file)
      .catch((error: unknown) => {
        day.failure ??= { error };
      })
      .finally(() => {
        day.running -= 1;
      });
  }
  return refused !== null;
}

async function beginAnew(day: Day, last: RoundFilter): Promise<void> {
  await condition(() => day.running === 0 && allHandlersFinished());
  await continueAsNew<typeof dailySummary>({ ...day.input, rounds: [last, ...day.asked] });
}
