import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { HubError } from '../../domain/errors.ts';
import { inCompany } from '../../db/tx.ts';
import { createTestHub, makeProduct, makeShop, type TestHub, type TestShop } from '../../test/support/shop.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { getSale } from './read-sales.ts';
import { createSale } from './create-sale.ts';
import { issueSaleDocument } from './issue-sale-document.ts';
import { recordSalePayment } from './record-sale-payment.ts';
import { reserveSaleStock } from './reserve-sale-stock.ts';

/** Sales at the edge of what a shop can enter: refused with a field, or sold to the cent. */
let hub: TestHub;
let shop: TestShop;
const service = { id: uuidv7(), sku: 'SERVICIO' };
const dollars = { id: uuidv7(), sku: 'GUIA-USD' };
const loose = { id: uuidv7(), sku: 'A-GRANEL' };

beforeAll(async () => {
  hub = await createTestHub();
  shop = await makeShop(hub);
  await inCompany(hub.orm, shop.companyId, async (tx) => {
    const common = { affectation: '10', price: '10' };
    await makeProduct(tx, shop.warehouseId, { ...service, ...common, name: 'Servicio', tracksStock: false }, '0');
    await makeProduct(
      tx,
      shop.warehouseId,
      { ...dollars, ...common, name: 'Guía', currency: 'USD', tracksStock: false },
      '0',
    );
    await makeProduct(tx, shop.warehouseId, { ...loose, ...common, name: 'Arroz', allowNegative: true }, '0');
  });
}, 60_000);
afterAll(() => hub.close());

const cash = (amount: string) => [{ method: 'cash', amount }];

async function outcome(change: Record<string, unknown>): Promise<unknown> {
  try {
    const sale = await createSale(hub.deps, shop.ctx, shop.body(change));
    const reserved = await reserveSaleStock(hub.deps, shop.ctx, sale);
    if (reserved.outcome !== 'reserved') return reserved.outcome;
    await recordSalePayment(hub.deps, shop.ctx, sale);
    const issued = await issueSaleDocument(hub.deps, shop.ctx, { ...sale, attempt: 1 });
    if (issued.outcome !== 'issued') return issued;
    return (await getSale(hub.deps, shop.ctx, sale.saleId)).totals.total;
  } catch (error) {
    if (!(error instanceof HubError)) throw error;
    return error.issues.map(({ pointer, code }) => `${pointer} ${code}`).join() || error.code;
  }
}

const line = (more: object) => ({ sku: service.sku, quantity: '1', ...more });
const credit = (instalments: object[]) => ({ payment_terms: { type: 'credit', instalments } });
const far = '2099-01-01';

test.each<[string, Record<string, unknown>, unknown]>([
  [
    'a price of a ten-thousand-millionth',
    { lines: [line({ unit_price: '0.0000000001' })], payments: [] },
    '/lines/0/quantity line_total_out_of_range',
  ],
  [
    'a price with ten decimals',
    { lines: [line({ unit_price: '3.3333333333', quantity: '3' })], payments: cash('10.00') },
    '10.00',
  ],
  [
    'a quantity with six decimals',
    { lines: [line({ quantity: '0.333333', unit_price: '9' })], payments: cash('3.00') },
    '3.00',
  ],
  [
    'a quantity with seven decimals',
    { lines: [line({ quantity: '0.3333333' })], payments: [] },
    '/lines/0/quantity invalid_format',
  ],
  ['a price of zero', { lines: [line({ unit_price: '0' })], payments: [] }, '/lines/0/unit_price invalid_number'],
  ['everything free', { lines: [line({ igv_affectation: '11' })], payments: [] }, '0.00'],
  [
    'everything free, but paid',
    { lines: [line({ igv_affectation: '11' })], payments: cash('1.00') },
    '/payments payments_do_not_add_up',
  ],
  [
    'everything free, with a discount',
    { lines: [line({ igv_affectation: '11' })], discount_percent: '10', payments: [] },
    '0.00',
  ],
  [
    'a discount of the whole line',
    { lines: [line({ discount_percent: '100' })], payments: [] },
    '/lines/0/discount_percent discount_too_large',
  ],
  [
    'a discount of the whole sale',
    { lines: [line({})], discount_amount: '10.00', payments: [] },
    '/discount_amount discount_too_large',
  ],
  ['a discount that leaves a cent', { lines: [line({})], discount_amount: '9.99', payments: cash('0.01') }, '0.01'],
  [
    'the largest line',
    { lines: [line({ quantity: '999999999', unit_price: '999' })], payments: cash('998999999001.00') },
    '998999999001.00',
  ],
  [
    'more than a document can hold',
    {
      lines: [line({ quantity: '999999999', unit_price: '999' }), line({ quantity: '999999999', unit_price: '999' })],
      payments: [],
    },
    '/lines total_out_of_range',
  ],
  [
    'an exchange rate of zero',
    { lines: [{ sku: dollars.sku, quantity: '1' }], currency: 'USD', exchange_rate: '0', payments: cash('10.00') },
    '/exchange_rate zero',
  ],
  [
    'a foreign currency without a rate, the buyer named',
    { lines: [{ sku: dollars.sku, quantity: '1' }], currency: 'USD', payments: cash('10.00') },
    '10.00',
  ],
  [
    'an unnamed buyer above 700 soles in dollars',
    {
      customer: undefined,
      lines: [{ sku: dollars.sku, quantity: '20' }],
      currency: 'USD',
      exchange_rate: '3.75',
      payments: cash('200.00'),
    },
    '/customer buyer_identity_required',
  ],
  [
    'an unnamed buyer at 700 soles',
    { customer: undefined, lines: [line({ unit_price: '700' })], payments: cash('700.00') },
    '700.00',
  ],
  [
    'an unnamed buyer a cent above',
    { customer: undefined, lines: [line({ unit_price: '700.01' })], payments: cash('700.01') },
    '/customer buyer_identity_required',
  ],
  [
    'credit that was paid in full',
    { lines: [line({})], payments: cash('10.00'), ...credit([{ amount: '1.00', due_date: far }]) },
    '/payment_terms nothing_pending',
  ],
  [
    'credit whose instalments do not add up',
    { lines: [line({})], payments: cash('4.00'), ...credit([{ amount: '5.00', due_date: far }]) },
    '/payment_terms/instalments instalments_do_not_add_up',
  ],
  [
    'credit due on a day that is none',
    { lines: [line({})], payments: [], ...credit([{ amount: '10.00', due_date: '2099-02-30' }]) },
    '/payment_terms/instalments/0/due_date invalid_date',
  ],
  [
    'credit due in the past',
    { lines: [line({})], payments: [], ...credit([{ amount: '10.00', due_date: '2020-01-01' }]) },
    '/payment_terms/instalments/0/due_date due_date_not_later',
  ],
  [
    'credit, partly paid',
    { lines: [line({})], payments: cash('4.00'), ...credit([{ amount: '6.00', due_date: far }]) },
    '10.00',
  ],
  [
    'less handed over than owed',
    { lines: [line({})], payments: [{ method: 'cash', amount: '10.00', tendered: '9.99' }] },
    '/payments/0/tendered tendered_too_small',
  ],
  [
    'a payment of nothing beside a good one',
    { lines: [line({})], payments: [...cash('10.00'), ...cash('0.00')] },
    '/payments/1/amount invalid_amount',
  ],
  [
    'more of a product than there is, in two lines',
    {
      lines: [
        { sku: 'PAN-001', quantity: '600' },
        { sku: 'PAN-001', quantity: '600' },
      ],
      payments: cash('600.00'),
    },
    '/lines/0/quantity insufficient_stock,/lines/1/quantity insufficient_stock',
  ],
  [
    'a product that may go below zero, in two lines',
    {
      lines: [
        { sku: loose.sku, quantity: '1.5' },
        { sku: loose.sku, quantity: '2' },
      ],
      payments: cash('35.00'),
    },
    '35.00',
  ],
])('%s', async (_name, change, expected) => {
  expect(await outcome(change)).toEqual(expected);
});

test('the kardex of a product below zero carries each line and its balance', async () => {
  const rows = await inCompany(hub.orm, shop.companyId, (tx) =>
    tx.sql('select quantity, balance from stock_movement where product_id = $1 order by source_line', [loose.id]),
  );
  expect(rows).toEqual([
    { quantity: '-1.500000', balance: '-1.500000' },
    { quantity: '-2.000000', balance: '-3.500000' },
  ]);
});
