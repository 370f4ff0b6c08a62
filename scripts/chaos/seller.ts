import { setTimeout as sleep } from 'node:timers/promises';

import { Decimal } from 'decimal.js';
import { z } from 'zod';

import type { RunFile } from '../stack/run-file.ts';
import type { Random } from './random.ts';

export interface Sold {
  readonly key: string;
  readonly saleId: string;
  readonly tries: number;
}

/** What the load has come to; read by the one who kills and by the report. */
export interface Load {
  readonly accepted: Sold[];
  /** Requests that got a final refusal, with the answer. There must be none. */
  readonly refused: string[];
  /** Answers and broken connections that were tried again. */
  retries: number;
}

interface Shop {
  readonly warehouseId: string;
  readonly prices: ReadonlyMap<string, string>;
}

const token = z.object({ access_token: z.string() });
const accepted = z.object({ id: z.string() });
const rows = z.object({ data: z.array(z.looseObject({ id: z.string() })) });
const TRY_AGAIN = new Set([408, 409, 429, 500, 502, 503, 504]);
/** A request that waits this long has lost its server. */
const ANSWER_MS = 15_000;
const GIVE_UP_MS = 180_000;

const PEOPLE = ['ROSA QUISPE MAMANI', 'JUAN FLORES DIAZ', 'MARIA SANCHEZ ROJAS', 'PEDRO HUAMAN TORRES'];
const COMPANY = { document_type: '6', document_number: '20100070970', name: 'SUPERMERCADOS DE PRUEBA S.A.' };

/** Boletas and facturas of one or two products, decided by the seed. */
function saleBody(shop: Shop, random: Random) {
  const factura = random.next() < 0.3;
  const skus = random.next() < 0.5 ? ['CAFE-250'] : ['CAFE-250', 'PAN-001'];
  const lines = skus.map((sku) => ({ sku, quantity: String(1 + random.below(3)) }));
  const total = lines.reduce(
    (sum, line) => sum.plus(new Decimal(shop.prices.get(line.sku) ?? '0').times(line.quantity)),
    new Decimal(0),
  );
  return {
    warehouse_id: shop.warehouseId,
    channel: 'store',
    document_type: factura ? 'factura' : 'boleta',
    customer: factura
      ? COMPANY
      : {
          document_type: '1',
          document_number: String(40_000_000 + random.below(9_999_999)),
          name: random.pick(PEOPLE),
        },
    lines,
    payments: [{ method: 'cash', amount: total.toFixed(2) }],
  };
}

/** A cash register that repeats every request, with the same key and bytes, until it has a final answer. */
export function createSeller(run: RunFile, load: Load) {
  const base = `${run.api_url}/api/v1`;
  let access = '';

  async function call(path: string, body?: string, key?: string): Promise<Response | undefined> {
    const headers = new Headers({ 'content-type': 'application/json', authorization: `Bearer ${access}` });
    if (key) headers.set('idempotency-key', key);
    const init = body === undefined ? {} : { method: 'POST', body };
    try {
      return await fetch(base + path, { ...init, headers, signal: AbortSignal.timeout(ANSWER_MS) });
    } catch {
      return undefined;
    }
  }

  async function login(): Promise<void> {
    const answer = await call('/auth/login', JSON.stringify(run.admin));
    if (answer?.ok) access = token.parse(await answer.json()).access_token;
  }

  async function list(path: string) {
    const answer = await call(path);
    if (!answer?.ok) throw new Error(`${path}: ${answer?.status ?? 'sin respuesta'}`);
    return rows.parse(await answer.json()).data;
  }

  async function open(): Promise<Shop> {
    await login();
    const [place] = await list('/warehouses');
    const products = await list('/products?limit=200');
    const prices = new Map(products.map((product) => [String(product['sku']), String(product['price'])]));
    return { warehouseId: place?.id ?? '', prices };
  }

  async function sell(key: string, body: string): Promise<void> {
    const end = Date.now() + GIVE_UP_MS;
    for (let tries = 1; Date.now() < end; tries += 1) {
      const answer = await call('/sales', body, key);
      const text = await answer?.text().catch(() => undefined);
      if (answer && text !== undefined && answer.status === 202) {
        load.accepted.push({ key, saleId: accepted.parse(JSON.parse(text)).id, tries });
        return;
      }
      if (answer?.status === 401) await login();
      else if (answer && !TRY_AGAIN.has(answer.status)) {
        load.refused.push(`${answer.status} ${text ?? ''}`.slice(0, 300));
        return;
      }
      load.retries += 1;
      await sleep(200);
    }
    load.refused.push(`${key}: sin respuesta definitiva en ${GIVE_UP_MS / 1000} s`);
  }

  return { open, sell, saleBody };
}

/** Sells `count` times, `registers` at once; bodies depend on the seed only, not on the timing. */
export async function sellAll(
  run: RunFile,
  load: Load,
  options: { count: number; registers: number; random: Random; seed: number },
): Promise<void> {
  const seller = createSeller(run, load);
  const shop = await seller.open();
  const bodies = Array.from({ length: options.count }, () => JSON.stringify(seller.saleBody(shop, options.random)));
  let next = 0;
  const register = async () => {
    while (next < bodies.length) {
      const index = next;
      next += 1;
      await seller.sell(`chaos-${options.seed}-sale-${String(index).padStart(6, '0')}`, bodies[index] ?? '');
    }
  };
  await Promise.all(Array.from({ length: options.registers }, register));
}
