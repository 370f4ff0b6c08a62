import { setTimeout as sleep } from 'node:timers/promises';

import { type BenchOptions, compare, type Figure, interleave, quantile, type Samples } from './harness.ts';
import { expectStatus, type HttpAnswer, send } from './http.ts';
import type { BenchStack } from './stack.ts';

/** Starts a second: well below what the machine can carry, so that latency is the work's and not a queue's. */
const RATE = 8;

/** Sends at a steady rate whatever the answers take, as customers do. @returns milliseconds of each answer */
async function steadily(count: number, call: () => Promise<HttpAnswer>): Promise<number[]> {
  const began = performance.now();
  const answers: Promise<HttpAnswer>[] = [];
  for (let index = 0; index < count; index += 1) {
    await sleep(Math.max(0, began + (index * 1000) / RATE - performance.now()));
    answers.push(call());
  }
  return (await Promise.all(answers)).map(({ ms }) => ms);
}

/** The start of a sale through the API beside the bare Hono route that only starts an empty workflow. */
export async function saleStart({ quick, signal }: BenchOptions, { shop, bareUrl }: BenchStack): Promise<Figure[]> {
  const count = quick ? 40 : 200;
  const halves = new Map<string, number[]>([
    ['venta', []],
    ['ruta vacía', []],
  ]);
  const round = (name: string, call: () => Promise<HttpAnswer>) => async () => {
    const times = await steadily(count, call);
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
    `${RATE} inicios por segundo, rondas de ${count}; la venta autentica, valida, guarda y arranca su proceso, y el ` +
    'worker la lleva hasta el CDR en los mismos núcleos; la ruta vacía no hace nada de eso';
  return [
    compare(p99, { ...row, name: 'inicio de venta por HTTP, p99', goal: 2, note }),
    compare(p50, { ...row, name: 'inicio de venta por HTTP, p50' }),
  ];
}
