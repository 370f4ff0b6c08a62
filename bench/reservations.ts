import type { MikroORM } from '@mikro-orm/postgresql';
import pg from 'pg';

import { createOrm } from '../db/orm.ts';
import { newMasterKey, parseMasterKeys } from '../platform/crypto/envelope.ts';
import { processContext } from '../services/context.ts';
import { createServiceDeps, type ServiceDeps } from '../services/deps.ts';
import { reserveSaleStock } from '../services/sales/reserve-sale-stock.ts';
import { startBenchDatabase } from './database.ts';
import { type BenchOptions, compare, type Figure, inParallel, interleave } from './harness.ts';
import { type HotProduct, makeHotProduct } from './hot-product.ts';
import { recordStatements, type Replay, replayTransaction } from './peers/raw-transaction.ts';

const CONCURRENCY = 16;

async function reserve(deps: ServiceDeps, { companyId }: HotProduct, saleId: string): Promise<void> {
  const { outcome } = await reserveSaleStock(deps, processContext(companyId, 'bench', 'bench'), { saleId });
  if (outcome !== 'reserved') throw new Error(`La venta no se reservó: ${outcome}.`);
}

/** All transactions of one round are taken from `ids` by as many at once; answers how many a second were done. */
async function ratePerSecond(ids: readonly string[], work: (id: string) => Promise<void>): Promise<number> {
  const queue = ids.values();
  const began = performance.now();
  await inParallel(CONCURRENCY, ids.length, () => work(queue.next().value ?? ''));
  return (ids.length * 1000) / (performance.now() - began);
}

/** What the verb sends for one sale. */
async function recordVerb(url: string, deps: ServiceDeps, product: HotProduct): Promise<Replay> {
  const [subject = '', warmUp = ''] = await product.sales(2);
  const orm = createOrm({ url, poolMax: 1, applicationName: 'hub-bench-record' });
  const own: ServiceDeps = { ...deps, orm };
  try {
    const statements = await recordStatements(async (begin) => {
      await reserve(own, product, warmUp);
      begin();
      await reserve(own, product, subject);
    });
    return { statements, subject, constants: new Set([product.companyId, product.warehouseId, product.productId]) };
  } finally {
    await orm.close(true);
  }
}

function rawWork(pool: pg.Pool, replay: Replay, prepared: boolean) {
  return async (saleId: string): Promise<void> => {
    const client = await pool.connect();
    try {
      await replayTransaction(client, replay, saleId, prepared);
    } finally {
      client.release();
    }
  };
}

async function measure(url: string, orm: MikroORM, pool: pg.Pool, options: BenchOptions): Promise<Figure[]> {
  const deps = createServiceDeps({ orm, masterKeys: parseMasterKeys(newMasterKey('bench')) });
  const product = await makeHotProduct(orm, deps.companyKeys);
  const replay = await recordVerb(url, deps, product);
  let done = 2;
  const size = options.quick ? 200 : 600;
  const round = (work: (saleId: string) => Promise<void>) => async () => {
    const ids = await product.sales(size);
    done += size;
    return ratePerSecond(ids, work);
  };
  const samples = await interleave(
    [
      { name: 'hub', round: round((saleId) => reserve(deps, product, saleId)) },
      { name: 'pg', round: round(rawWork(pool, replay, false)) },
      { name: 'pg preparado', round: round(rawWork(pool, replay, true)) },
    ],
    options.quick ? 3 : 9,
    options.signal,
  );
  const { level, held } = await product.reserved();
  if (level !== done || held !== done) throw new Error(`Se hicieron ${done} reservas, pero hay ${held} y ${level} u.`);
  const row = { unit: 'reservas/s', better: 'higher', of: 'hub' } as const;
  const note =
    `un producto, ${CONCURRENCY} a la vez, fsync; la referencia repite las ${replay.statements.length} sentencias ` +
    'del verbo (begin, empresa, auditoría, evento, reserva, stock, commit; este verbo no escribe outbox)';
  return [
    compare(samples, { ...row, name: 'reservas en un producto', beside: 'pg', goal: 0.8, note }),
    compare(samples, { ...row, name: 'reservas en un producto (preparado)', beside: 'pg preparado' }),
  ];
}

/** Reservations per second on one hot product: the verb beside its own statements sent by bare `pg`. */
export async function reservations(options: BenchOptions): Promise<Figure[]> {
  const database = await startBenchDatabase();
  const orm = createOrm({ url: database.appUrl, poolMax: CONCURRENCY + 2, applicationName: 'hub-bench' });
  const pool = new pg.Pool({ connectionString: database.appUrl, max: CONCURRENCY });
  // A connection that the ending server closes first is reported here.
  pool.on('error', () => undefined);
  try {
    return await measure(database.appUrl, orm, pool, options);
  } finally {
    await pool.end();
    await orm.close(true);
    await database.stop();
  }
}
