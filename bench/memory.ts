import { setTimeout as sleep } from 'node:timers/promises';

import { type BenchOptions, type Figure, inParallel, median } from './harness.ts';
import { metricOf } from './http.ts';
import { liveHeap } from './live-heap.ts';
import type { BenchStack } from './stack.ts';

/** What is kept must not grow; what V8 sets aside follows the load, and is told without a goal. */
const GOAL = 1.25;
/** Sales that are under way at most, so that the figures are of the work and not of a backlog. */
const IN_FLIGHT = 32;
const SENDERS = 4;
const MIB = 2 ** 20;
const RESIDENT = 'process_resident_memory_bytes';

interface Memory {
  readonly api: number;
  readonly worker: number;
}

interface Measured {
  readonly resident: Memory;
  readonly live: Memory;
}

/** Resident memory by the median of some seconds, and then what a full collection leaves. */
async function settled(stack: BenchStack, seconds: number): Promise<Measured> {
  const { pids } = stack.run();
  const resident = await residentOf(stack, seconds);
  if (pids.api === undefined || pids.worker === undefined) throw new Error('Falta el API o el worker.');
  return { resident, live: { api: await liveHeap(pids.api), worker: await liveHeap(pids.worker) } };
}

async function residentOf({ run }: BenchStack, seconds: number): Promise<Memory> {
  const { metrics_url: api, worker_metrics_url: worker } = run();
  const samples: Memory[] = [];
  for (let second = 0; second < seconds; second += 1) {
    await sleep(1000);
    samples.push({ api: await metricOf(api, RESIDENT), worker: await metricOf(worker, RESIDENT) });
  }
  return { api: median(samples.map((sample) => sample.api)), worker: median(samples.map((sample) => sample.worker)) };
}

async function sellMany({ shop }: BenchStack, count: number, signal: AbortSignal): Promise<void> {
  const before = await shop.completed();
  let sent = 0;
  let done = 0;
  await inParallel(SENDERS, count, async () => {
    while (sent - done >= IN_FLIGHT) {
      signal.throwIfAborted();
      await sleep(100);
      done = (await shop.completed()) - before;
    }
    sent += 1;
    await shop.sell();
  });
  await shop.drained();
}

/** Memory of API and worker after many sales beside the same after a warm-up of a tenth of them: it must not grow. */
export async function memory({ quick, sales, log, signal }: BenchOptions, stack: BenchStack): Promise<Figure[]> {
  const total = quick ? Math.min(sales, 100) : sales;
  const warmUp = Math.ceil(total / 10);
  const seconds = quick ? 2 : 10;
  const pids = stack.run().pids;
  await sellMany(stack, warmUp, signal);
  const before = await settled(stack, seconds);
  log(`memoria: ${warmUp} ventas de calentamiento, siguen ${total}`);
  await sellMany(stack, total, signal);
  const after = await settled(stack, seconds);
  const now = stack.run().pids;
  if (now.api !== pids.api || now.worker !== pids.worker)
    throw new Error('Un proceso se reinició durante la medición.');
  const row = (name: string, value: number, reference: number, goal: number | null): Figure => ({
    name: `${name} tras ${total} ventas`,
    value: value / MIB,
    unit: 'MiB',
    reference: reference / MIB,
    reference_name: `tras ${warmUp}`,
    ratio: value / reference,
    goal,
    better: 'lower',
  });
  return [
    row('memoria viva del API', after.live.api, before.live.api, GOAL),
    row('memoria viva del worker', after.live.worker, before.live.worker, GOAL),
    row('memoria residente del API', after.resident.api, before.resident.api, null),
    row('memoria residente del worker', after.resident.worker, before.resident.worker, null),
  ];
}
