import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Counter, openCounter } from '../test/support/counter.ts';

let api: Counter['api'];
let shop: Counter['shop'];
let warehouse: Counter['warehouse'];
let products: Counter['products'];
let stockOf: Counter['stockOf'];

beforeAll(async () => {
  ({ api, shop, warehouse, products, stockOf } = await openCounter());
}, 60_000);
afterAll(() => api.close());

describe('stock by hand', () => {
  const adjust = (lines: unknown) =>
    shop.post('/stock/adjustments', { warehouse_id: warehouse, reason_code: 'count', note: 'Conteo del mes', lines });

  test('moves the average cost by what comes in and never below what is reserved', async () => {
    const before = await stockOf('PAN-001');
    const answer = await adjust([{ product_id: products['PAN-001'], quantity: before.on_hand, unit_cost: '11' }]);
    expect(answer.status).toBe(201);
    expect(answer.body.lines).toMatchObject([{ quantity: before.on_hand, unit_cost: '11.00', average_cost: '10.00' }]);
    expect(await shop.get(answer.headers.get('location') ?? '')).toMatchObject({
      status: 200,
      body: { id: answer.body.id },
    });
    const short = await adjust([{ product_id: products['PAN-001'], quantity: '-9999' }]);
    expect(short).toMatchObject({
      status: 409,
      body: { code: 'insufficient_stock', errors: [{ pointer: '/lines/0/quantity' }] },
    });
    const audit = (await shop.get('/audit?action=stock.adjust')).body.data;
    expect(audit[0]).toMatchObject({ reason: 'Conteo del mes' });
  });

  test('names what is wrong with a line', async () => {
    const answer = await adjust([
      { product_id: products['PAN-001'], quantity: '-1', unit_cost: '1' },
      { product_id: products['GUIA-USD'], quantity: '1' },
      { product_id: '018f0000-0000-7000-8000-000000000000', quantity: '1' },
    ]);
    expect(
      answer.body.errors.map((issue: { pointer: string; code: string }) => `${issue.pointer} ${issue.code}`),
    ).toEqual([
      '/lines/0/unit_cost cost_of_exit',
      '/lines/1/product_id stock_not_tracked',
      '/lines/2/product_id not_found',
    ]);
    expect((await adjust([{ product_id: products['PAN-001'], quantity: '0' }])).body.errors[0].code).toBe('zero');
  });
});
