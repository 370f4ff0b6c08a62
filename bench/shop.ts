import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import pg from 'pg';
import { z } from 'zod';

import type { RunFile } from '../scripts/stack/run-file.ts';
import { expectStatus, type HttpAnswer, send } from './http.ts';

const login = z.object({ access_token: z.string() });
const warehouses = z.object({ data: z.array(z.object({ id: z.string() })) });
const products = z.object({ data: z.array(z.object({ id: z.string(), sku: z.string(), price: z.string() })) });
const company = z.object({ id: z.string() });

/** Tokens live 15 minutes at least. */
const TOKEN_MS = 8 * 60_000;
/** A sale that takes longer than this after the one before has failed. */
const STANDSTILL_MS = 60_000;
const SKU = 'CAFE-250';
const COMPANY = { document_type: '6', document_number: '20100070970', name: 'SUPERMERCADOS DE PRUEBA S.A.' };
const PERSON = { document_type: '1', document_number: '45678912', name: 'ROSA QUISPE MAMANI' };

/** The demo company as the generator drives it: through the public API, watched in the database. */
export interface Shop {
  /** Starts a sale of one product, boletas and facturas in turn. Answers how long the API took. */
  sell(): Promise<HttpAnswer>;
  /** Resolves when all sales started so far rest; throws when one did not complete. */
  drained(): Promise<void>;
  /** How many sales are completed. */
  completed(): Promise<number>;
  close(): Promise<void>;
}

interface Session {
  readonly base: string;
  headers(): Promise<Record<string, string>>;
}

function sessionOf(run: RunFile): Session {
  const base = `${run.api_url}/api/v1`;
  let token: { text: string; at: number } | undefined;
  return {
    base,
    async headers() {
      if (!token || Date.now() - token.at > TOKEN_MS) {
        const answer = await expectStatus(200, send('POST', `${base}/auth/login`, {}, JSON.stringify(run.admin)));
        token = { text: login.parse(JSON.parse(answer.body)).access_token, at: Date.now() };
      }
      return { authorization: `Bearer ${token.text}` };
    },
  };
}

async function get<T>(session: Session, path: string, shape: z.ZodType<T>): Promise<T> {
  const answer = await expectStatus(200, send('GET', session.base + path, await session.headers()));
  return shape.parse(JSON.parse(answer.body));
}

async function post(session: Session, path: string, text: string, status: number): Promise<HttpAnswer> {
  const headers = { ...(await session.headers()), 'idempotency-key': randomUUID() };
  return expectStatus(status, send('POST', session.base + path, headers, text));
}

/** Enough stock for every benchmark. */
async function fillStock(session: Session, warehouseId: string, productId: string): Promise<void> {
  const adjustment = {
    warehouse_id: warehouseId,
    reason_code: 'count',
    note: 'stock para la medición',
    lines: [{ product_id: productId, quantity: '1000000', unit_cost: '10' }],
  };
  await post(session, '/stock/adjustments', JSON.stringify(adjustment), 201);
}

/** Counts by status what was sold since the start, as the application's role. */
async function salesByStatus(pool: pg.Pool, companyId: string): Promise<ReadonlyMap<string, number>> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query(`select set_config('mikro.company.id', $1, true)`, [companyId]);
    const { rows } = await client.query<{ status: string; count: string }>(
      'select status, count(*) from sale group by status',
    );
    await client.query('commit');
    return new Map(rows.map(({ status, count }) => [status, Number(count)]));
  } finally {
    client.release();
  }
}

export async function openShop(run: RunFile): Promise<Shop> {
  const session = sessionOf(run);
  const { id: companyId } = await get(session, '/company', company);
  const [warehouse] = (await get(session, '/warehouses', warehouses)).data;
  const product = (await get(session, '/products?limit=200', products)).data.find(({ sku }) => sku === SKU);
  if (!warehouse || !product) throw new Error('La empresa de demostración no está completa.');
  await fillStock(session, warehouse.id, product.id);
  const body = (type: 'boleta' | 'factura') =>
    JSON.stringify({
      warehouse_id: warehouse.id,
      channel: 'store',
      document_type: type,
      customer: type === 'factura' ? COMPANY : PERSON,
      lines: [{ sku: SKU, quantity: '1' }],
      payments: [{ method: 'cash', amount: product.price }],
    });
  const bodies = [body('boleta'), body('factura')] as const;
  const pool = new pg.Pool({ connectionString: run.database_url, max: 1 });
  pool.on('error', () => undefined);
  const before = await salesByStatus(pool, companyId);
  let sold = [...before.values()].reduce((sum, count) => sum + count, 0);
  const completed = async () => (await salesByStatus(pool, companyId)).get('completed') ?? 0;
  return {
    async sell() {
      sold += 1;
      return post(session, '/sales', bodies[sold % 2 === 0 ? 0 : 1], 202);
    },
    completed,
    async drained() {
      let last = -1;
      for (let end = 0; ; await sleep(50)) {
        const counts = await salesByStatus(pool, companyId);
        const lost = (counts.get('cancelled') ?? 0) + (counts.get('needs_attention') ?? 0);
        if (lost > 0) throw new Error(`${lost} ventas no se completaron.`);
        const done = counts.get('completed') ?? 0;
        if (done >= sold) return;
        if (done > last) end = Date.now() + STANDSTILL_MS;
        last = done;
        if (Date.now() > end) throw new Error(`Las ventas no avanzan: ${JSON.stringify([...counts])}`);
      }
    },
    close: () => pool.end(),
  };
}
