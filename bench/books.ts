import type { MikroORM } from '@mikro-orm/postgresql';

import { createOrm } from '../db/orm.ts';
import { inCompany } from '../db/tx.ts';
import { limaDate } from '../domain/time/lima.ts';
import { newMasterKey, parseMasterKeys } from '../platform/crypto/envelope.ts';
import { uuidv7 } from '../platform/ids.ts';
import { BookQuery } from '../services/books/book-query.ts';
import { exportBook } from '../services/books/export-book.ts';
import type { ServiceContext } from '../services/context.ts';
import { createServiceDeps, type ServiceDeps } from '../services/deps.ts';
import { sealBuyer } from '../services/sales/buyer.ts';
import { startBenchDatabase } from './database.ts';
import { type BenchOptions, compare, type Figure, interleave, type Samples } from './harness.ts';
import { type HotProduct, makeHotProduct } from './hot-product.ts';

const DOCUMENTS = 100_000;
const BATCH = 5000;
/** The same memory for ten times the documents, give or take what waits for the collector. */
const MEMORY_GOAL = 1.5;
const MIB = 2 ** 20;
const BUYER = { document_type: '1', document_number: '45678912', name: 'ROSA QUISPE MAMANI' };
const TOTALS = JSON.stringify({
  ...{ taxable: '15.68', exempt: '0.00', unaffected: '0.00', export: '0.00', free: '0.00', igv: '2.82', isc: '0.00' },
  ...{ icbper: '0.00', discount: '0.00', charge: '0.00', total: '18.50' },
});

/** Accepted boletas, each with its sealed buyer. */
const INSERT = `
  with one as (
    select id, buyer, n from unnest($3::uuid[], $4::bytea[]) with ordinality as t (id, buyer, n)), sold as (
    insert into sale (id, company_id, channel, warehouse_id, buyer, document_type, series, currency, payment_terms, totals,
                      total, workflow_id, request_id, status, version)
    select id, $1, 'store', $2, buyer, '03', 'B001', 'PEN', '{"type":"cash"}', $5::jsonb, 18.50, id::text, 'bench',
           'completed', 1 from one returning id)
  insert into fiscal_document (id, company_id, sale_id, source_type, source_id, issue_attempt, environment, type, series,
    number, issue_date, issue_time, currency, totals, total, hash, qr, file_name, status, deadline_at, version)
  select one.id, $1, one.id, 'sale', one.id, 1, 'sandbox', '03', $6, $7::int + one.n, $8::date, '10:00:00', 'PEN',
         $5::jsonb, 18.50, 'h', '\\x00', 'f', 'accepted', now(), 1 from one join sold on sold.id = one.id`;

interface Shop {
  readonly deps: ServiceDeps;
  readonly product: HotProduct;
}

async function fill({ deps, product }: Shop, series: string, count: number, date: string): Promise<void> {
  const cipher = await deps.companyKeys.cipherOf(product.companyId);
  for (let done = 0; done < count; done += BATCH) {
    const ids = Array.from({ length: Math.min(BATCH, count - done) }, () => uuidv7());
    const buyers = ids.map((id) => sealBuyer(cipher, id, BUYER).bytes);
    await inCompany(deps.orm, product.companyId, (tx) =>
      tx.run(INSERT, [product.companyId, product.warehouseId, ids, buyers, TOTALS, series, done, date]),
    );
  }
}

interface Run {
  readonly rows: number;
  readonly seconds: number;
  /** Most bytes in use beyond those at the start. */
  readonly peak: number;
}

const inUse = (): number => {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};

async function exported({ deps, product }: Shop, period: string): Promise<Run> {
  const ctx: ServiceContext = {
    ...{
      companyId: product.companyId,
      actor: { kind: 'system', id: null },
      permissions: new Set(),
      requestId: 'bench',
    },
  };
  globalThis.gc?.();
  const [before, began] = [inUse(), performance.now()];
  let peak = 0;
  const look = () => (peak = Math.max(peak, inUse() - before));
  const timer = setInterval(look, 5);
  const file = await exportBook(deps, ctx, { ...BookQuery.parse({ period }), book: 'rvie' });
  for await (const part of file.stream) if (part.byteLength > 0) look();
  clearInterval(timer);
  return { rows: file.rows, seconds: (performance.now() - began) / 1000, peak };
}

/** Peaks beside each other, in the order of the rounds. */
function memoryOf(large: readonly number[], small: readonly number[]): Samples {
  return new Map([
    ['grande', large],
    ['pequeño', small],
  ]);
}

async function measure(orm: MikroORM, { quick, signal }: BenchOptions): Promise<Figure[]> {
  const deps = createServiceDeps({ orm, masterKeys: parseMasterKeys(newMasterKey('bench')) });
  const shop: Shop = { deps, product: await makeHotProduct(orm, deps.companyKeys) };
  const count = quick ? DOCUMENTS / 10 : DOCUMENTS;
  const [month, other] = [limaDate(new Date()).slice(0, 7), '2025-01'];
  await fill(shop, 'B001', count, `${month}-01`);
  await fill(shop, 'B002', count / 10, `${other}-01`);
  const [large, small]: [number[], number[]] = [[], []];
  const round = (period: string, peaks: number[]) => async () => {
    const run = await exported(shop, period);
    peaks.push(run.peak / MIB);
    return run.rows / run.seconds;
  };
  const name = `libro RVIE de ${count.toLocaleString('es')} comprobantes`;
  const samples = await interleave(
    [
      { name: 'grande', round: round(month, large) },
      { name: 'pequeño', round: round(other, small) },
    ],
    3,
    signal,
  );
  const note = 'escrito, revisado y leído';
  return [
    compare(samples, { name, of: 'grande', unit: 'comprobantes/s', better: 'higher', note }),
    compare(memoryOf(large, small), {
      ...{ name: `${name}: memoria en uso, máximo`, of: 'grande', beside: 'pequeño', unit: 'MiB', better: 'lower' },
      ...{ goal: MEMORY_GOAL, note: 'junto al de una décima parte' },
    }),
  ];
}

/** The register of sales of a large month: documents a second, and whether memory stays the same for ten times as many. */
export async function books(options: BenchOptions): Promise<Figure[]> {
  const database = await startBenchDatabase();
  const orm = createOrm({ url: database.appUrl, poolMax: 2, applicationName: 'hub-bench' });
  try {
    return await measure(orm, options);
  } finally {
    await orm.close(true);
    await database.stop();
  }
}
