import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Counter, openCounter } from '../test/support/counter.ts';

let api: Counter['api'];
let shop: Counter['shop'];
let other: Counter['other'];
let body: Counter['body'];

beforeAll(async () => {
  ({ api, shop, other, body } = await openCounter());
}, 60_000);
afterAll(() => api.close());

describe('a sale that SUNAT would refuse takes no number and names the field', () => {
  const cases: readonly (readonly [
    name: string,
    change: Record<string, unknown>,
    pointer: string,
    code: string,
    sunat?: string,
  ])[] = [
    ['no lines', { lines: [] }, '/lines', 'too_few'],
    ['unknown product', { lines: [{ sku: 'NO-HAY', quantity: '1' }] }, '/lines/0/sku', 'not_found'],
    ['negative quantity', { lines: [{ sku: 'CAFE-250', quantity: '-1' }] }, '/lines/0/quantity', 'invalid_format'],
    [
      'no quantity at all',
      { lines: [{ sku: 'CAFE-250', quantity: '0' }] },
      '/lines/0/quantity',
      'invalid_number',
      '2025',
    ],
    [
      'product named twice',
      { lines: [{ sku: 'CAFE-250', product_id: '018f0000-0000-7000-8000-000000000000', quantity: '1' }] },
      '/lines/0/product_id',
      'named_twice',
    ],
    ['a line without product', { lines: [{ quantity: '1' }] }, '/lines/0/sku', 'required'],
    [
      'wrong RUC',
      { document_type: 'factura', customer: { document_type: '6', document_number: '20100070971', name: 'X S.A.' } },
      '/customer/document_number',
      'invalid_ruc',
      '2017',
    ],
    ['factura to a DNI', { document_type: 'factura' }, '/customer/document_type', 'ruc_required', '2800'],
    [
      'factura to nobody',
      { document_type: 'factura', customer: undefined },
      '/customer',
      'buyer_identity_required',
      '2800',
    ],
    [
      'anonymous above 700',
      {
        customer: undefined,
        lines: [{ sku: 'CAFE-250', quantity: '38' }],
        payments: [{ method: 'cash', amount: '703.00' }],
      },
      '/customer',
      'buyer_identity_required',
      '2514',
    ],
    ['paid too little', { payments: [{ method: 'cash', amount: '0.01' }] }, '/payments', 'payments_do_not_add_up'],
    [
      'tendered too little',
      { payments: [{ method: 'cash', amount: '18.50', tendered: '10' }] },
      '/payments/0/tendered',
      'tendered_too_small',
    ],
    [
      'tendered by card',
      { payments: [{ method: 'card_terminal', amount: '18.50', tendered: '20' }] },
      '/payments/0/tendered',
      'tendered_not_cash',
    ],
    ['unknown series', { series: 'B999' }, '/series', 'not_found'],
    ['unknown warehouse', { warehouse_id: '018f0000-0000-7000-8000-000000000000' }, '/warehouse_id', 'not_found'],
    [
      'unknown customer',
      { customer: undefined, customer_id: '018f0000-0000-7000-8000-000000000000' },
      '/customer_id',
      'not_found',
    ],
    [
      'instalments do not add up',
      { payments: [], payment_terms: { type: 'credit', instalments: [{ amount: '1.00', due_date: '2099-01-31' }] } },
      '/payment_terms/instalments',
      'instalments_do_not_add_up',
      '3319',
    ],
    [
      'discount over the whole line',
      { lines: [{ sku: 'CAFE-250', quantity: '1', discount_percent: '100' }] },
      '/lines/0/discount_percent',
      'discount_too_large',
    ],
  ];
  const named = cases.map(([name, change, pointer, code, sunat]) => ({ name, change, pointer, code, sunat }));
  test.each(named)('$name', async ({ change, pointer, code, sunat }) => {
    const before = (await shop.get('/documents?limit=200')).body.data.length;
    const answer = await shop.post('/sales', body(change));
    expect(answer.status).toBe(422);
    const issue = answer.body.errors.find((entry: { pointer: string }) => entry.pointer === pointer);
    expect(issue).toMatchObject({ code, ...(sunat && { sunat_code: sunat }) });
    expect((await shop.get('/documents?limit=200')).body.data).toHaveLength(before);
  });

  test('stock that is short now is 409 at the line, and nothing is written', async () => {
    const before = (await shop.get('/sales?limit=200')).body.data.length;
    const answer = await shop.post(
      '/sales',
      body({ lines: [{ sku: 'CAFE-250', quantity: '99999' }], payments: [{ method: 'cash', amount: '1849981.50' }] }),
    );
    expect(answer).toMatchObject({ status: 409, body: { code: 'insufficient_stock' } });
    expect(answer.body.errors[0].pointer).toBe('/lines/0/quantity');
    expect((await shop.get('/sales?limit=200')).body.data).toHaveLength(before);
  });

  test('a company without certificate, credentials and series is told so', async () => {
    const [place] = (await other.get('/warehouses')).body.data;
    await other.post('/products', { sku: 'CAFE-250', name: 'Café', price: '18.50', tracks_stock: false });
    const noSeries = await other.post('/sales', body({ warehouse_id: place.id }));
    expect(noSeries.body.errors).toMatchObject([{ pointer: '/series', code: 'series_missing' }]);
    const [establishment] = (await other.get('/establishments')).body.data;
    await other.post('/series', {
      document_type: '03',
      series: 'B001',
      establishment_id: establishment.id,
      next_number: 1,
    });
    const answer = await other.post('/sales', body({ warehouse_id: place.id }));
    expect(answer.body.errors.map((issue: { code: string }) => issue.code)).toEqual([
      'certificate_missing',
      'credentials_missing',
    ]);
  });
});
