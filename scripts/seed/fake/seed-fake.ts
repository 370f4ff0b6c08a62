import { inCompany } from '../../../db/tx.ts';
import { Decimal } from '../../../domain/decimal.ts';
import { limaDate } from '../../../domain/time/lima.ts';
import { uuidv7 } from '../../../platform/ids.ts';
import type { ServiceDeps } from '../../../services/deps.ts';
import { saleInstants } from './calendar.ts';
import { type FakeProduct, fakeProducts } from './catalogue.ts';
import { type FakeCustomer, fakeCustomer } from './people.ts';
import { createRandom, type Random } from './random.ts';
import { addSale, emptyBatch, type FakeShop } from './sales.ts';
import { bytea, insertInBatches, insertRows } from './write.ts';

const PRODUCTS = 300;
const CUSTOMERS = 3000;
const YEARS = 3;
const BATCH = 400;
/** Series of their own: nothing made up may ever stand between real numbers. */
const SERIES = { '01': 'F9SD', '03': 'B9SD' } as const;

export interface FakeOptions {
  readonly companyId: string;
  readonly sales: number;
  readonly seed: number;
  readonly onProgress: (done: number) => void;
}

/**
 * Fills a company with `sales` made-up, completed sales over three years (Peruvian names, valid RUC and DNI, seasons),
 * with kardex, payments and accepted documents in series of their own. For load tests and reports.
 */
export async function seedFake(deps: ServiceDeps, options: FakeOptions): Promise<void> {
  const random = createRandom(options.seed);
  const shop = await openShop(deps, random, options);
  const instants = saleInstants(random, options.sales, limaDate(deps.now()), YEARS);
  for (let start = 0; start < instants.length; start += BATCH) {
    const batch = emptyBatch();
    for (const at of instants.slice(start, start + BATCH)) addSale(batch, shop, random, at);
    await inCompany(deps.orm, options.companyId, async (tx) => {
      for (const [table, rows] of Object.entries(batch)) await insertRows(tx, table, rows);
    });
    options.onProgress(Math.min(start + BATCH, instants.length));
  }
  await closeShop(deps, shop);
}

interface Place {
  readonly ruc: string;
  readonly environment: string;
  readonly warehouse_id: string;
  readonly establishment_id: string;
}

async function openShop(deps: ServiceDeps, random: Random, options: FakeOptions): Promise<FakeShop> {
  const { companyId } = options;
  const cipher = await deps.companyKeys.cipherOf(companyId);
  const place = await inCompany(deps.orm, companyId, async (tx) => {
    const [row] = await tx.sql<Place>(
      `select c.ruc, c.sunat_environment as environment, w.id as warehouse_id, w.establishment_id
         from company c, warehouse w order by w.created_at, w.id limit 1`,
    );
    if (!row) throw new Error('The company has no warehouse');
    for (const [type, series] of Object.entries(SERIES)) {
      const rows = [
        {
          id: uuidv7(),
          company_id: companyId,
          establishment_id: row.establishment_id,
          document_type: type,
          series,
          next_number: 1,
          used: true,
          active: false,
          version: 1,
        },
      ];
      await insertRows(tx, 'document_series', rows);
    }
    return row;
  });
  const products = fakeProducts(random, PRODUCTS).map((product) => ({ ...product, id: uuidv7() }));
  const customers = distinctCustomers(random).map((customer) => ({ ...customer, id: uuidv7() }));
  const onHand = new Map(products.map(({ id }) => [id, new Decimal(options.sales * 10)]));
  const shop: FakeShop = {
    companyId,
    ruc: place.ruc,
    environment: place.environment,
    warehouseId: place.warehouse_id,
    cipher,
    products,
    customers,
    series: SERIES,
    nextNumber: { '01': 1, '03': 1 },
    onHand,
  };
  await insertInBatches(
    deps.orm,
    companyId,
    'product',
    products.map((product) => productRow(companyId, product)),
  );
  await insertInBatches(
    deps.orm,
    companyId,
    'customer',
    customers.map((customer) => customerRow(shop, customer)),
  );
  await insertOpening(deps, shop, options.sales * 10);
  return shop;
}

/** Drawn at random, so two may get one number: the second is left out. */
function distinctCustomers(random: Random): FakeCustomer[] {
  const drawn = Array.from({ length: CUSTOMERS }, () => fakeCustomer(random));
  return [...new Map(drawn.map((customer) => [customer.documentNumber, customer])).values()];
}

function productRow(companyId: string, product: FakeProduct & { id: string }) {
  return {
    id: product.id,
    company_id: companyId,
    created_at: new Date(),
    updated_at: new Date(),
    sku: product.sku,
    name: product.name,
    unit_code: 'NIU',
    price: product.price,
    currency: 'PEN',
    igv_affectation: product.igvAffectation,
    sunat_code: product.sunatCode,
    tracks_stock: true,
    allow_negative: false,
    active: true,
    version: 1,
  };
}

function customerRow(shop: FakeShop, customer: FakeCustomer & { id: string }) {
  const { cipher, companyId } = shop;
  return {
    id: customer.id,
    company_id: companyId,
    created_at: new Date(),
    updated_at: new Date(),
    document_type: customer.documentType,
    document_number: bytea(cipher.seal(customer.documentNumber, `customer.document_number/${customer.id}`).bytes),
    document_number_index: bytea(cipher.blindIndex(customer.documentNumber)),
    name: customer.name,
    active: true,
    version: 1,
  };
}

async function insertOpening(deps: ServiceDeps, shop: FakeShop, quantity: number): Promise<void> {
  const { companyId, warehouseId } = shop;
  const opened = new Date(deps.now().getTime() - (YEARS * 365 + 1) * 86_400_000);
  const common = (product: FakeProduct & { id: string }) => ({
    id: uuidv7(),
    company_id: companyId,
    warehouse_id: warehouseId,
    product_id: product.id,
    average_cost: product.cost,
  });
  const levels = shop.products.map((product) => ({
    ...common(product),
    created_at: opened,
    on_hand: quantity,
    reserved: 0,
    allow_negative: false,
  }));
  const movements = shop.products.map((product) => ({
    ...common(product),
    recorded_at: opened,
    effective_date: limaDate(opened),
    kind: 'opening',
    source_id: shop.warehouseId,
    source_line: Number(product.sku.slice(5)) + 1_000_000,
    quantity,
    unit_cost: product.cost,
    balance: quantity,
  }));
  await insertInBatches(deps.orm, companyId, 'stock_level', levels);
  await insertInBatches(deps.orm, companyId, 'stock_movement', movements);
}

/** Brings stock and series to where the made-up sales left them. */
async function closeShop(deps: ServiceDeps, shop: FakeShop): Promise<void> {
  await inCompany(deps.orm, shop.companyId, async (tx) => {
    for (const [productId, onHand] of [...shop.onHand].sort(([a], [b]) => a.localeCompare(b))) {
      await tx.run('update stock_level set on_hand = $1 where product_id = $2 and warehouse_id = $3', [
        onHand.toString(),
        productId,
        shop.warehouseId,
      ]);
    }
    for (const type of ['01', '03'] as const) {
      await tx.run('update document_series set next_number = $1 where document_type = $2 and series = $3', [
        shop.nextNumber[type],
        type,
        shop.series[type],
      ]);
    }
  });
}
