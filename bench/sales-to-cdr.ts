import { randomUUID } from 'node:crypto';

import { type BenchOptions, compare, type Figure, inParallel, interleave } from './harness.ts';
import { metricOf } from './http.ts';
import { BARE_QUEUE, EIGHT_ACTIVITIES } from './peers/names.ts';
import type { BenchStack } from './stack.ts';

const SENDERS = 8;
const CPU_SECONDS = 'process_cpu_seconds_total';

async function ratePerSecond(count: number, all: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await all();
  return (count * 1000) / (performance.now() - began);
}

/** Milliseconds of processor that API and worker spend while `work` runs, for each of `count`. */
async function processorMs({ run }: BenchStack, count: number, work: () => Promise<void>) {
  const { metrics_url: api, worker_metrics_url: worker } = run();
  const read = async () => [await metricOf(api, CPU_SECONDS), await metricOf(worker, CPU_SECONDS)] as const;
  const before = await read();
  await work();
  const after = await read();
  return { api: ((after[0] - before[0]) * 1000) / count, worker: ((after[1] - before[1]) * 1000) / count };
}

const reported = (name: string, value: number): Figure => ({
  ...{ name, value, unit: 'ms', better: 'lower' },
  ...{ reference: null, reference_name: null, ratio: null, goal: null },
});

/** Whole sales, from the HTTP call to the stored CDR, beside empty workflows of eight normal activities. */
export async function salesToCdr({ quick, signal }: BenchOptions, stack: BenchStack): Promise<Figure[]> {
  const { shop, temporal } = stack;
  const count = quick ? 40 : 200;
  const sales = async () => {
    await inParallel(SENDERS, count, () => shop.sell());
    await shop.drained();
  };
  const workflows = async () => {
    const results: Promise<unknown>[] = [];
    await inParallel(SENDERS, count, async () => {
      const workflowId = `bench/${randomUUID()}`;
      const handle = await temporal.workflow.start(EIGHT_ACTIVITIES, { taskQueue: BARE_QUEUE, workflowId });
      results.push(handle.result());
    });
    await Promise.all(results);
  };
  const samples = await interleave(
    [
      { name: 'venta', round: () => ratePerSecond(count, sales) },
      { name: '8 actividades vacías', round: () => ratePerSecond(count, workflows) },
    ],
    quick ? 2 : 5,
    signal,
  );
  const spent = await processorMs(stack, count, sales);
  return [
    compare(samples, {
      name: 'ventas hasta el CDR',
      of: 'venta',
      beside: '8 actividades vacías',
      unit: 'ventas/s',
      goal: 2,
      better: 'higher',
      note:
        `rondas de ${count}, ${SENDERS} envíos a la vez; SUNAT simulada en modo ligero (sin XSD ni firma); la ` +
        'referencia no pasa por HTTP ni toca la base de datos',
    }),
    reported('procesador del API por venta', spent.api),
    reported('procesador del worker por venta', spent.worker),
  ];
}
