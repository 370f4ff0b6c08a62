import { setTimeout as sleep } from 'node:timers/promises';

import { signal } from '../stack/processes.ts';
import type { Stack } from '../stack/stack.ts';
import type { Random } from './random.ts';

export const VICTIMS = ['api', 'worker', 'sandbox', 'postgres', 'temporal'] as const;
export type Victim = (typeof VICTIMS)[number];

/** What SUNAT may do to a document that is in order; none of it needs a person. */
const FAULTS = [
  { operation: 'sendBill', kind: 'fault', code: '0109' },
  { operation: 'sendBill', kind: 'fault', code: '0130' },
  { operation: 'sendBill', kind: 'http', status: 503 },
  { operation: 'sendBill', kind: 'http', status: 502 },
  { operation: 'sendBill', kind: 'lost_answer' },
  { operation: 'sendBill', kind: 'timeout' },
  { operation: 'sendBill', kind: 'slow', ms: 1500 },
  { operation: 'getStatusCdr', kind: 'http', status: 503 },
  { operation: 'validity', kind: 'http', status: 503 },
] as const;

export interface Trouble {
  readonly kills: Record<Victim, number>;
  faults: number;
}

/** Queues one random fault; a sandbox that is down at the moment is trouble enough. */
async function misbehave(sandboxUrl: string, random: Random, trouble: Trouble): Promise<void> {
  const body = JSON.stringify({ ...random.pick(FAULTS), times: 1 + random.below(2) });
  try {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${sandboxUrl}/__control/faults`, { method: 'POST', headers, body });
    if (answer.ok) trouble.faults += 1;
  } catch {
    // killed a moment ago
  }
}

export async function clearFaults(sandboxUrl: string): Promise<void> {
  for (let tries = 0; tries < 50; tries += 1) {
    try {
      if ((await fetch(`${sandboxUrl}/__control/faults`, { method: 'DELETE' })).ok) return;
    } catch {
      // not up yet
    }
    await sleep(200);
  }
  throw new Error('la simulación de SUNAT no volvió');
}

/**
 * Kills `kills` times, spread over the sales, and lets SUNAT fail in between, until `progress` reaches `sales`. A victim
 * is drawn among those that run; the same process is never killed twice.
 */
export async function makeTrouble(
  stack: Stack,
  trouble: Trouble,
  options: { kills: number; sales: number; random: Random; progress: () => number; log: (line: string) => void },
): Promise<void> {
  const { random, progress } = options;
  const sandbox = Object.values(stack.run().sandboxes)[0] ?? '';
  const dead = new Set<number>();
  let killed = 0;
  let nextFault = 5;
  while (progress() < options.sales) {
    if (progress() >= nextFault) {
      nextFault += 5 + random.below(15);
      await misbehave(sandbox, random, trouble);
    }
    if (killed < options.kills && progress() >= ((killed + 0.5) * options.sales) / options.kills) {
      const victim = random.pick(VICTIMS);
      const pid = stack.run().pids[victim];
      if (pid !== undefined && !dead.has(pid) && signal(pid, 'SIGKILL')) {
        dead.add(pid);
        killed += 1;
        trouble.kills[victim] += 1;
        options.log(`SIGKILL a ${victim} (pid ${pid}), ${progress()} ventas aceptadas`);
      }
    }
    await sleep(50);
  }
}
