import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import type { MikroORM } from '@mikro-orm/postgresql';

import { createOrm } from '../db/orm.ts';
import { inCompany } from '../db/tx.ts';
import type { Book } from '../domain/books/file-name.ts';
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
/** What is held at a time, beside the book: a part of it, however long it is. */
const MEMORY_GOAL = 0.5;
const LOOK_MS = 250;
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
                      total, workflow_id, request_id, status, document_id, version)
    select id, $1, 'store', $2, buyer, '03', 'B001', 'PEN', '{"type":"cash"}', $5::jsonb, 18.50, id::text, 'bench',
           'completed', id, 1 from one returning id)
  insert into fiscal_document (id, company_id, sale_id, source_type, source_id, issue_attempt, environment, type, series,
    number, issue_date, issue_time, currency, totals, total, hash, qr, file_name, status, deadline_at, version)
  select one.id, $1, one.id, 'sale', one.id, 1, 'sandbox', '03', $6, $7::int + one.n, $8::date, '10:00:00', 'PEN',
         $5::jsonb, 18.50, 'h', '\\x00', 'f', 'accepted', now(), 1 from one`;

/** A thousand products that have lain in the shop for long. */
const PRODUCTS = `
  with made as (
    insert into product (id, company_id, sku, name, unit_code, price, currency, igv_affectation, version)
    select gen_random_uuid(), $1, 'SKU-' || n, 'Producto ' || n, 'NIU', 18.50, 'PEN', '10', 1 from generate_series(0, 999) n
    returning id), level as (
    insert into stock_level (id, company_id, warehouse_id, product_id, on_hand, average_cost)
    select gen_random_uuid(), $1, $2, id, 900, 10 from made)
  insert into stock_movement (id, company_id, effective_date, warehouse_id, product_id, kind, source_id, source_line,
                              quantity, unit_cost, balance, average_cost)
  select gen_random_uuid(), $1, '2024-01-01', $2, id, 'opening', id, 1, 1000, 10, 1000, 10 from made`;

/** One movement for each boleta of a batch, of the products in turn. */
const MOVEMENTS = `
  insert into stock_movement (id, company_id, effective_date, warehouse_id, product_id, kind, source_id, source_line,
                              quantity, unit_cost, balance, average_cost)
  select gen_random_uuid(), $1, $5::date, $2, ($4::uuid[])[1 + n % cardinality($4::uuid[])], 'sale', id, 1, -1, 10, 900, 10
    from unnest($3::uuid[]) with ordinality as t (id, n)`;

interface Shop {
  readonly deps: ServiceDeps;
  readonly product: HotProduct;
  readonly productIds: readonly string[];
}

async function fill({ deps, product, productIds }: Shop, count: number, date: string): Promise<void> {
  const cipher = await deps.companyKeys.cipherOf(product.companyId);
  for (let done = 0; done < count; done += BATCH) {
    const ids = Array.from({ length: Math.min(BATCH, count - done) }, () => uuidv7());
    const buyers = ids.map((id) => sealBuyer(cipher, id, BUYER).bytes);
    const place = [product.companyId, product.warehouseId];
    await inCompany(deps.orm, product.companyId, async (tx) => {
      await tx.run(INSERT, [...place, ids, buyers, TOTALS, 'B001', done, date]);
      await tx.run(MOVEMENTS, [...place, ids, productIds, date]);
    });
  }
}

interface Run {
  readonly rows: number;
  readonly seconds: number;
  /** MiB of the book. */
  readonly size: number;
  /** Most MiB that were held after a collection, beyond those at the start. */
  readonly held: number;
}

setFlagsFromString('--expose-gc');
const collect: unknown = runInNewContext('gc');

function held(): number {
  if (typeof collect === 'function') Reflect.apply(collect, undefined, []);
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / MIB;
}

async function exported({ deps, product }: Shop, period: string, book: Book, watch: boolean): Promise<Run> {
  const ctx: ServiceContext = {
    ...{
      companyId: product.companyId,
      actor: { kind: 'system', id: null },
      permissions: new Set(),
      requestId: 'bench',
    },
  };
  const [before, began] = [watch ? held() : 0, performance.now()];
  let most = 0;
  const look = () => (most = Math.max(most, held() - before));
  const timer = watch ? setInterval(look, LOOK_MS) : undefined;
  const file = await exportBook(deps, ctx, { ...BookQuery.parse({ period }), book });
  let size = 0;
  for await (const part of file.stream) size += part.byteLength;
  clearInterval(timer);
  return { rows: file.rows, seconds: (performance.now() - began) / 1000, size: size / MIB, held: most };
}

async function measure(orm: MikroORM, { quick, signal }: BenchOptions): Promise<Figure[]> {
  const deps = createServiceDeps({ orm, masterKeys: parseMasterKeys(newMasterKey('bench')) });
  const product = await makeHotProduct(orm, deps.companyKeys);
  const productIds = await inCompany(orm, product.companyId, async (tx) => {
    await tx.run(PRODUCTS, [product.companyId, product.warehouseId]);
    return (await tx.sql<{ id: string }>('select id from product')).map(({ id }) => id);
  });
  const shop: Shop = { deps, product, productIds };
  const count = quick ? DOCUMENTS / 10 : DOCUMENTS;
  const month = limaDate(new Date()).slice(0, 7);
  await fill(shop, count, `${month}-01`);
  const rate = (book: Book) => async () => {
    const run = await exported(shop, month, book, false);
    return run.rows / run.seconds;
  };
  const contenders = [
    { name: 'rvie', round: rate('rvie') },
    { name: 'kardex', round: rate('ple-13.1') },
  ];
  const samples = await interleave(contenders, quick ? 1 : 3, signal);
  const run = await exported(shop, month, 'rvie', true);
  const memory: Samples = new Map([
    ['memoria', [run.held]],
    ['el libro', [run.size]],
  ]);
  const row = { unit: 'filas/s', better: 'higher', note: 'escrito, revisado y leído' } as const;
  const many = count.toLocaleString('es');
  return [
    compare(samples, { ...row, name: `libro RVIE de ${many} comprobantes`, of: 'rvie' }),
    compare(samples, { ...row, name: `kardex valorizado de ${many} movimientos`, of: 'kardex' }),
    compare(memory, {
      ...{ name: `libro RVIE de ${many} comprobantes: memoria`, of: 'memoria', beside: 'el libro', unit: 'MiB' },
      ...{ better: 'lower', goal: MEMORY_GOAL, note: 'lo más que retiene a la vez' },
    }),
  ];
}

/** The register of sales of a large month: rows a second, and how little of it is in memory at a time. */
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
