import { setTimeout as sleep } from 'node:timers/promises';

import { z } from 'zod';

import { isAlive, signal as sendSignal } from '../stack/processes.ts';
import type { RunFile } from '../stack/run-file.ts';
import type { FaultOrder, Strike, Victim } from './schedule.ts';
import type { Progress } from './sell.ts';

export interface StrikeCount {
  readonly kills: number;
  readonly faults: number;
  /** Kills that found nothing to kill. */
  readonly missed: number;
}

export interface StrikeOptions {
  readonly strikes: readonly Strike[];
  readonly run: () => RunFile;
  readonly progress: Progress;
  readonly log: (line: string) => void;
  readonly signal: AbortSignal;
}

/** When every seller waits for something dead, the schedule goes on after this long: more may die meanwhile. */
const STANDSTILL_MS = 4000;
const LOOK_MS = 25;
const RESTART_MS = 60_000;

/** Waits until the sale is reached, or nothing has moved for a while. */
async function untilDue(at: number, { progress, signal }: StrikeOptions): Promise<void> {
  let seen = progress.answered;
  let since = Date.now();
  while (progress.answered < at) {
    await sleep(LOOK_MS, undefined, { signal });
    if (progress.answered !== seen) {
      seen = progress.answered;
      since = Date.now();
    } else if (Date.now() - since > STANDSTILL_MS) return;
  }
}

/** A process that lives, other than the one killed before: the supervisor needs a moment to start it again. */
async function livingPid(victim: Victim, before: number | undefined, options: StrikeOptions) {
  for (
    const end = Date.now() + RESTART_MS;
    Date.now() < end;
    await sleep(LOOK_MS, undefined, { signal: options.signal })
  ) {
    const pid = options.run().pids[victim];
    if (pid !== undefined && pid !== before && isAlive(pid)) return pid;
  }
  return undefined;
}

async function orderFault(fault: object, options: StrikeOptions): Promise<void> {
  const url = `${options.run().sandboxes['sunat']}/__control/faults`;
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(fault) };
  for (const end = Date.now() + RESTART_MS; Date.now() < end; await sleep(100, undefined, { signal: options.signal })) {
    try {
      const answer = await fetch(url, { ...init, signal: AbortSignal.timeout(3000) });
      const said = await answer.text();
      if (answer.status === 201) return;
      throw new Error(`El simulador no acepta la falla: ${answer.status} ${said}`);
    } catch (error) {
      if (error instanceof Error && error.message.startsWith('El simulador')) throw error;
    }
  }
}

const pending = z.object({ faults: z.array(z.looseObject({ operation: z.string() })) });

/** The faults that no request has met yet: a sandbox that is killed forgets them, and the run orders them again. */
async function unmetFaults({ run }: StrikeOptions): Promise<readonly object[]> {
  try {
    const answer = await fetch(`${run().sandboxes['sunat']}/__control/state`, { signal: AbortSignal.timeout(5000) });
    return pending.parse(await answer.json()).faults;
  } catch {
    return [];
  }
}

function describe({ operation, kind, times, code, status, ms }: FaultOrder): string {
  const more = code ?? status ?? (ms === undefined ? '' : `${ms} ms`);
  return `${operation} ${kind}${more === '' ? '' : ` ${more}`}${times > 1 ? ` x${times}` : ''}`;
}

/** Kills and orders faults as the sales go on. */
export async function strikeAll(options: StrikeOptions): Promise<StrikeCount> {
  const { strikes, progress, log } = options;
  const total = strikes.filter(({ what }) => what === 'kill').length;
  const killed = new Map<Victim, number>();
  const count = { kills: 0, faults: 0, missed: 0 };
  for (const strike of strikes) {
    await untilDue(strike.at, options);
    const when = `venta ${progress.answered}`;
    if (strike.what === 'fault') {
      await orderFault(strike.fault, options);
      count.faults += 1;
      log(`falla de SUNAT (${when}): ${describe(strike.fault)}`);
      continue;
    }
    const pid = await livingPid(strike.victim, killed.get(strike.victim), options);
    const unmet = strike.victim === 'sandbox' ? await unmetFaults(options) : [];
    if (pid === undefined || !sendSignal(pid, 'SIGKILL')) {
      count.missed += 1;
      log(`no hay a quién matar (${when}): ${strike.victim}`);
      continue;
    }
    killed.set(strike.victim, pid);
    count.kills += 1;
    log(`muerte ${count.kills}/${total} (${when}): ${strike.victim}, proceso ${pid}`);
    for (const fault of unmet) await orderFault(fault, options);
  }
  return count;
}
