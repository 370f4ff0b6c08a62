import { setTimeout as sleep } from 'node:timers/promises';

import { type BenchOptions, compare, type Figure, inParallel, interleave, quantile, type Samples } from './harness.ts';
import { expectStatus, type HttpAnswer, send } from './http.ts';
import type { BenchStack } from './stack.ts';

/** Part of the sales a second that the machine can carry: latency is then the work's and not a queue's. */
const LOAD = 0.4;
const SENDERS = 8;

/** Sends at a steady rate whatever the answers take, as customers do. @returns milliseconds of each answer */
async function steadily(rate: number, count: number, call: () => Promise<HttpAnswer>): Promise<number[]> {
  const began = performance.now();
  const answers: Promise<HttpAnswer>[] = [];
  for (let index = 0; index < count; index += 1) {
    await sleep(Math.max(0, began + (index * 1000) / rate - performance.now()));
    answers.push(call());
  }
  return (await Promise.all(answers)).map(({ ms }) => ms);
}

/** Sales a second that the stack completes when it is given all it can take. */
async function capacity({ shop }: BenchStack, count: number): Promise<number> {
  await inParallel(SENDERS, count, () => shop.sell());
  await shop.drained();
  const began = performance.now();
  await inParallel(SENDERS, count, () => shop.sell());
  await shop.drained();
  return (count * 1000) / (performance.now() - began);
}

/** The start of a sale through the API beside the bare Hono route that only starts an empty workflow. */
export async function saleStart({ quick, signal }: BenchOptions, stack: BenchStack): Promise<Figure[]> {
  const { shop, bareUrl } = stack;
  const count = quick ? 40 : 120;
  const rate = Math.max(1, LOAD * (await capacity(stack, quick ? 30 : 100)));
  const halves = new Map<string, number[]>([
    ['venta', []],
    ['ruta vacía', []],
  ]);
  const round = (name: string, call: () => Promise<HttpAnswer>) => async () => {
    const times = await steadily(rate, count, call);
    await shop.drained();
    halves.get(name)?.push(quantile(times, 0.5));
    return quantile(times, 0.99);
  };
  const rounds = quick ? 2 : 5;
  const p99 = await interleave(
    [
      { name: 'venta', round: round('venta', () => shop.sell()) },
      { name: 'ruta vacía', round: round('ruta vacía', () => expectStatus(202, send('POST', bareUrl, {}, '{}'))) },
    ],
    rounds,
    signal,
  );
  const p50: Samples = new Map([...halves].map(([name, values]) => [name, values.slice(-rounds)]));
  const row = { unit: 'ms', better: 'lower', of: 'venta', beside: 'ruta vacía' } as const;
  const note =
    `${rate.toFixed(1)} inicios por segundo (${LOAD * 100} % de lo que alcanza la máquina), rondas de ${count}; la venta autentica, valida, guarda y arranca su proceso, y el ` +
    'worker la lleva hasta el CDR en los mismos núcleos; la ruta vacía no hace nada de eso';
  return [
    compare(p99, { ...row, name: 'inicio de venta por HTTP, p99', goal: 2, note }),
    compare(p50, { ...row, name: 'inicio de venta por HTTP, p50' }),
  ];
}
