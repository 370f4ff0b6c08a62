import { setTimeout as sleep } from 'node:timers/promises';

import { type BenchOptions, type Figure, inParallel, median } from './harness.ts';
import { metricOf } from './http.ts';
import type { BenchStack } from './stack.ts';

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

/** The median of some seconds, so that a collection that has just run or is due does not decide. */
async function settled({ run }: BenchStack, seconds: number): Promise<Memory> {
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
  const row = (name: string, value: number, reference: number): Figure => ({
    name: `memoria del ${name} tras ${total} ventas`,
    value: value / MIB,
    unit: 'MiB',
    reference: reference / MIB,
    reference_name: `tras ${warmUp}`,
    ratio: value / reference,
    goal: GOAL,
    better: 'lower',
  });
  return [row('API', after.api, before.api), row('worker', after.worker, before.worker)];
}
