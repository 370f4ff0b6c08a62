import { z } from 'zod';

import type { StubbornClient } from './client.ts';
import { makeOrder, type Order } from './orders.ts';
import type { Shop } from './shop.ts';

const sale = z.object({ id: z.string() });

/** How a request to sell ended, as its seller saw it. */
export interface Attempt {
  readonly order: Order;
  /** Of a 202. */
  readonly saleId?: string;
  /** Status and code of a refusal. */
  readonly refusal?: string;
  /** What was answered to the wish to cancel. */
  readonly cancel?: 'accepted' | 'too_late';
  readonly tries: number;
}

export interface Progress {
  /** Requests that have their answer. */
  answered: number;
}

const SELLERS = 12;

async function attempt(client: StubbornClient, order: Order): Promise<Attempt> {
  const answer = await client.post('/sales', order.body, order.key);
  const { tries } = answer;
  if (answer.status !== 202) return { order, refusal: `${answer.status} ${answer.code ?? ''}`.trim(), tries };
  const { id: saleId } = sale.parse(answer.body);
  if (!order.wantsCancel) return { order, saleId, tries };
  const reason = { reason: 'El cliente desistió de la compra' };
  const cancelled = await client.post(`/sales/${saleId}/cancel`, reason, `${order.key}-anula`);
  if (cancelled.status !== 202 && cancelled.status !== 409) {
    throw new Error(`/sales/${saleId}/cancel: ${cancelled.status} ${JSON.stringify(cancelled.body)}`);
  }
  return { order, saleId, cancel: cancelled.status === 202 ? 'accepted' : 'too_late', tries };
}

/** Asks every accepted request again under its key: the sale it is answered with, or how it was refused. */
export async function repeatAll(client: StubbornClient, attempts: readonly Attempt[]): Promise<Map<string, string>> {
  const repeated = new Map<string, string>();
  const queue = attempts.filter(({ saleId }) => saleId !== undefined);
  const seller = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const { status, body } = await client.post('/sales', next.order.body, next.order.key);
      repeated.set(next.order.key, status === 202 ? sale.parse(body).id : `estado ${status}`);
    }
  };
  await Promise.all(Array.from({ length: SELLERS }, seller));
  return repeated;
}

/** Several sellers at full speed; each repeats a request under its key until it has an answer. */
export async function sellAll(
  client: StubbornClient,
  shop: Shop,
  options: { readonly sales: number; readonly seed: number },
  progress: Progress,
): Promise<Attempt[]> {
  const attempts: Attempt[] = [];
  let next = 0;
  const seller = async () => {
    for (let index = next++; index < options.sales; index = next++) {
      attempts.push(await attempt(client, makeOrder(options.seed, index, shop, Date.now())));
      progress.answered += 1;
    }
  };
  await Promise.all(Array.from({ length: Math.min(SELLERS, options.sales) }, seller));
  return attempts.sort((a, b) => a.order.index - b.order.index);
}
