import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Counter, openCounter } from '../test/support/counter.ts';

/** What a sale may say beside the plain one, as a till sends it. */
let api: Counter['api'];
let shop: Counter['shop'];
let body: Counter['body'];

const COMPANY = { document_type: '6', document_number: '20100070970', name: 'SUPERMERCADOS DE PRUEBA S.A.' };
const SERVICE = { tracks_stock: false, unit_code: 'NIU' };
const factura = (change: object) => body({ document_type: 'factura', customer: COMPANY, ...change });

beforeAll(async () => {
  ({ api, shop, body } = await openCounter());
  const company = await shop.get('/company');
  const etag = company.headers.get('etag') ?? '';
  const changed = await shop.patch('/company', { detraction_account: '00-000-123456' }, etag);
  expect(changed.body).toMatchObject({ detraction_account: '00-000-123456', igv_regime: 'general' });
  const bag = { sku: 'BOLSA', name: 'Bolsa', price: '0.60', icbper: true, ...SERVICE };
  expect((await shop.post('/products', bag)).body).toMatchObject({ icbper: true, isc: null });
  const isc = { system: '01', percent: '30' };
  expect(
    (await shop.post('/products', { sku: 'GASEOSA', name: 'G', price: '15.34', isc, ...SERVICE })).body,
  ).toMatchObject({
    isc,
  });
}, 60_000);
afterAll(() => api.close());

test('the taxes of products follow by themselves; what is told is what is paid', async () => {
  const lines = [
    { sku: 'BOLSA', quantity: '1' },
    { sku: 'GASEOSA', quantity: '1' },
  ];
  const answer = await shop.post('/sales', body({ lines, payments: [{ method: 'cash', amount: '15.94' }] }));
  expect(answer.body).toMatchObject({
    status: 'issued',
    totals: { icbper: '0.50', isc: '3.00', igv: '2.36', total: '15.94' },
    lines: [{ icbper: true }, { isc: { system: '01', percent: '30' }, value: '10.00' }],
  });
});

test('a sale shows what it said, and the document carries it', async () => {
  const answer = await shop.post(
    '/sales',
    factura({
      lines: [{ sku: 'GASEOSA', quantity: '100' }],
      payments: [{ method: 'transfer', amount: '1534.00' }],
      detraction: { code: '037', percent: '12' },
      order_reference: 'OC-1',
      despatch_references: [{ type: '09', full_number: 'T001-7' }],
    }),
  );
  expect(answer.body).toMatchObject({
    ...{ status: 'issued', order_reference: 'OC-1', operation_type: null, perception: null, retention: null },
    detraction: { code: '037', percent: '12', account: '00-000-123456', payment_means: '001', amount: '184.00' },
    despatch_references: [{ type: '09', full_number: 'T001-7' }],
  });
  const xml = (await shop.get(`/documents/${answer.body.document.id}/xml`)).text;
  for (const part of ['listID="1001"', '<cbc:Amount currencyID="PEN">184.00</cbc:Amount>', 'T001-7', '>OC-1<'])
    expect(xml).toContain(part);
});

test.each<[string, object, string]>([
  ['a charge of a line on the sale', { charges: [{ code: '47', amount: '1.00' }] }, '/charges/0/code'],
  ['an operation of a bank', { operation_type: '2100' }, '/operation_type'],
  ['an unknown good', { detraction: { code: '998', percent: '12' } }, '/detraction/code'],
  [
    'an advance that does not exist',
    { prepayments: [{ document_id: crypto.randomUUID(), amount: '1.00' }] },
    '/prepayments/0/document_id',
  ],
  ['ISC of no system', { lines: [{ sku: 'GASEOSA', quantity: '1', isc: { system: '04' } }] }, '/lines/0/isc/system'],
  ['a field that is none', { detracion: {} }, '/detracion'],
])('%s is refused at its field, in words', async (_name, change, pointer) => {
  const answer = await shop.post('/sales', factura({ lines: [{ sku: 'GASEOSA', quantity: '1' }], ...change }));
  expect(answer.status).toBe(422);
  expect(answer.body.errors).toContainEqual(expect.objectContaining({ pointer, detail: expect.any(String) }));
});
