import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { inCompany } from '../../db/tx.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { createSale } from '../../services/sales/create-sale.ts';
import { issueSaleDocument } from '../../services/sales/issue-sale-document.ts';
import { markSaleCancelled } from '../../services/sales/mark-sale-cancelled.ts';
import { recordSalePayment } from '../../services/sales/record-sale-payment.ts';
import { releaseSaleStock } from '../../services/sales/release-sale-stock.ts';
import { reserveSaleStock } from '../../services/sales/reserve-sale-stock.ts';
import { createTestHub, makeProduct, makeShop, stubbornly, type TestHub, type TestShop } from '../support/shop.ts';

let hub: TestHub;

beforeAll(async () => {
  hub = await createTestHub(30);
}, 240_000);
afterAll(() => hub.close());

const rowsOf = <Row>(shop: TestShop, text: string, values: unknown[] = []): Promise<Row[]> =>
  inCompany(hub.orm, shop.companyId, (tx) => tx.sql<Row>(text, values));

const create = async (shop: TestShop, body = shop.body()): Promise<string> =>
  (await stubbornly(() => createSale(hub.deps, shop.ctx, body))).saleId;
const reserve = (shop: TestShop, saleId: string) => stubbornly(() => reserveSaleStock(hub.deps, shop.ctx, { saleId }));
const pay = (shop: TestShop, saleId: string) => stubbornly(() => recordSalePayment(hub.deps, shop.ctx, { saleId }));
const issue = (shop: TestShop, saleId: string) =>
  stubbornly(() => issueSaleDocument(hub.deps, shop.ctx, { saleId, attempt: 1 }));

async function paid(shop: TestShop, saleId: string): Promise<void> {
  await reserve(shop, saleId);
  await pay(shop, saleId);
}

test('200 parallel sales over 100 units sell exactly 100, with gapless numbers and nothing left reserved', async () => {
  const shop = await makeShop(hub, { stock: '100' });
  const sales = await Promise.all(Array.from({ length: 200 }, () => create(shop)));
  const outcomes = await Promise.all(
    sales.map(async (saleId) => {
      const reserved = await reserve(shop, saleId);
      if (reserved.outcome !== 'reserved') {
        const lines = reserved.outcome === 'insufficient_stock' ? reserved.lines : [];
        await stubbornly(() => markSaleCancelled(hub.deps, shop.ctx, { saleId, code: 'insufficient_stock', lines }));
        return reserved.outcome;
      }
      await pay(shop, saleId);
      return (await issue(shop, saleId)).outcome;
    }),
  );
  expect(outcomes.filter((outcome) => outcome === 'issued')).toHaveLength(100);
  expect(outcomes.filter((outcome) => outcome === 'insufficient_stock')).toHaveLength(100);
  const [stock] = await rowsOf(shop, 'select on_hand, reserved from stock_level where product_id = $1', [
    shop.coffee.id,
  ]);
  expect(stock).toEqual({ on_hand: '0.000000', reserved: '0.000000' });
  const numbers = await rowsOf<{ number: number }>(shop, 'select number from fiscal_document order by number');
  expect(numbers.map((row) => row.number)).toEqual(Array.from({ length: 100 }, (_, index) => index + 1));
  const moves = await rowsOf<{ balance: string }>(
    shop,
    `select balance from stock_movement where product_id = $1 order by balance desc`,
    [shop.coffee.id],
  );
  expect(moves.map((move) => Number(move.balance))).toEqual(Array.from({ length: 101 }, (_, index) => 100 - index));
}, 240_000);

test('50 parallel issues on one series are gapless, also when one of them is rolled back', async () => {
  const shop = await makeShop(hub);
  const sales = await Promise.all(
    Array.from({ length: 50 }, async () => {
      const saleId = await create(shop);
      await paid(shop, saleId);
      return saleId;
    }),
  );
  // Its stock is gone behind its back: the transaction takes its place in the queue and is rolled back.
  const [broken] = sales;
  await releaseSaleStock(hub.deps, shop.ctx, { saleId: broken ?? '' });
  const outcomes = await Promise.allSettled(sales.flatMap((saleId) => [1, 2].map(() => issue(shop, saleId))));
  expect(outcomes.filter((outcome) => outcome.status === 'rejected')).toHaveLength(2);
  const numbers = await rowsOf<{ number: number }>(shop, 'select number from fiscal_document order by number');
  expect(numbers.map((row) => row.number)).toEqual(Array.from({ length: 49 }, (_, index) => index + 1));
  const [series] = await rowsOf(shop, `select next_number from document_series where series = 'B001'`);
  expect(series).toEqual({ next_number: 50 });
}, 240_000);

test('sales that name the same products in different orders do not deadlock', async () => {
  const shop = await makeShop(hub);
  const lines = [
    { sku: 'CAFE-250', quantity: '1' },
    { sku: 'PAN-001', quantity: '1' },
  ];
  const payments = [{ method: 'cash', amount: '19.00' }];
  const results = await Promise.all(
    Array.from({ length: 40 }, async (_, index) => {
      const body = shop.body({ lines: index % 2 === 0 ? lines : lines.toReversed(), payments });
      const saleId = await create(shop, body);
      await paid(shop, saleId);
      return (await issue(shop, saleId)).outcome;
    }),
  );
  expect(new Set(results)).toEqual(new Set(['issued']));
}, 240_000);

test('a product that may go below zero sells without stock, and its kardex says so', async () => {
  const shop = await makeShop(hub);
  const product = { id: uuidv7(), sku: 'PEDIDO-1' };
  await inCompany(hub.orm, shop.companyId, (tx) =>
    makeProduct(
      tx,
      shop.warehouseId,
      { ...product, name: 'A pedido', price: '10', affectation: '10', allowNegative: true },
      '0',
    ),
  );
  const body = shop.body({
    lines: [{ sku: 'PEDIDO-1', quantity: '3' }],
    payments: [{ method: 'cash', amount: '30.00' }],
  });
  for (const expected of ['-3', '-6']) {
    const saleId = await create(shop, body);
    await paid(shop, saleId);
    await issue(shop, saleId);
    const [move] = await rowsOf<{ balance: string }>(shop, 'select balance from stock_movement where source_id = $1', [
      saleId,
    ]);
    expect(Number(move?.balance)).toBe(Number(expected));
  }
}, 240_000);
