import { setTimeout as sleep } from 'node:timers/promises';

import { z } from 'zod';

import type { StubbornClient } from './client.ts';
import { makeOrder, type Order } from './orders.ts';
import type { Shop } from './shop.ts';

const sale = z.object({ id: z.string() });
const withDocument = z.object({ status: z.string(), document: z.object({ id: z.string() }).nullable() });

/** How a request to sell ended, as its seller saw it. */
export interface Attempt {
  readonly order: Order;
  /** Of a 202. */
  readonly saleId?: string;
  /** Status and code of a refusal. */
  readonly refusal?: string;
  /** What was answered to the wish to cancel. */
  readonly cancel?: 'accepted' | 'too_late';
  /** Of the 202 to the credit note; absent where its document was without effect by then. */
  readonly noteId?: string;
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

const DOCUMENT_LOOKS = 120;
const LOOK_MS = 1000;

/** What makes a note impossible is the chaos's right: a document that SUNAT refused meanwhile, or none yet. */
const WITHOUT_EFFECT = ['document_rejected', 'document_expired'];

/** The whole document taken back by a credit note, as soon as it is issued; SUNAT may not know it yet. */
async function takeBack(client: StubbornClient, { order, saleId }: Attempt): Promise<{ noteId?: string }> {
  let documentId: string | undefined;
  for (let look = 0; documentId === undefined; look += 1) {
    if (look === DOCUMENT_LOOKS) return {};
    if (look > 0) await sleep(LOOK_MS);
    const { status, document } = withDocument.parse((await client.get(`/sales/${saleId}`)).body);
    if (status === 'cancelled') return {};
    documentId = document?.id;
  }
  const body = { document_id: documentId, reason_code: '06', reason: 'El cliente devolvió toda la compra' };
  const answer = await client.post('/credit-notes', body, `${order.key}-nota`);
  if (answer.status === 202) return { noteId: sale.parse(answer.body).id };
  if (WITHOUT_EFFECT.includes(answer.code ?? '')) return {};
  throw new Error(`/credit-notes over ${documentId}: ${answer.status} ${JSON.stringify(answer.body)}`);
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
  const attempts: Promise<Attempt>[] = [];
  let next = 0;
  const seller = async () => {
    for (let index = next++; index < options.sales; index = next++) {
      const made = await attempt(client, makeOrder(options.seed, index, shop, Date.now()));
      progress.answered += 1;
      // The seller goes on: the document may be a while in coming.
      const note = made.order.wantsNote && made.saleId !== undefined ? takeBack(client, made) : Promise.resolve({});
      const whole = note.then((taken): Attempt => ({ ...made, ...taken }));
      // Heard of at the end, where all are awaited.
      whole.catch(() => undefined);
      attempts.push(whole);
    }
  };
  await Promise.all(Array.from({ length: Math.min(SELLERS, options.sales) }, seller));
  return (await Promise.all(attempts)).sort((a, b) => a.order.index - b.order.index);
}
