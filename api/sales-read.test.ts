import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Counter, openCounter } from '../test/support/counter.ts';

let api: Counter['api'];
let shop: Counter['shop'];
let other: Counter['other'];
let products: Counter['products'];
let body: Counter['body'];

beforeAll(async () => {
  ({ api, shop, other, products, body } = await openCounter());
  for (let made = 0; made < 5; made++) expect((await shop.post('/sales', body())).status).toBe(202);
  const customer = { document_type: '6', document_number: '20100070970', name: 'SUPERMERCADOS DE PRUEBA S.A.' };
  expect((await shop.post('/sales', body({ document_type: 'factura', customer }))).status).toBe(202);
}, 60_000);
afterAll(() => api.close());

describe('who may do what', () => {
  test('a cashier sells and reads files, a viewer neither', async () => {
    const cashier = await shop.user('cashier');
    const viewer = await shop.user('viewer');
    const sold = await cashier.post('/sales', body());
    expect(sold.status).toBe(202);
    expect((await cashier.get(`/documents/${sold.body.document.id}/xml`)).status).toBe(200);
    expect((await viewer.post('/sales', body())).status).toBe(403);
    expect((await viewer.get(`/documents/${sold.body.document.id}/xml`)).status).toBe(403);
    expect((await cashier.get(`/sales/${sold.body.id}?reveal=true`)).status).toBe(403);
  });

  test("another company's sale, document and attention do not exist", async () => {
    const sale = (await shop.post('/sales', body())).body;
    for (const path of [
      `/sales/${sale.id}`,
      `/sales/${sale.id}/events`,
      `/documents/${sale.document.id}`,
      `/documents/${sale.document.id}/xml`,
      `/documents/${sale.document.id}/submissions`,
    ])
      expect((await other.get(path)).status).toBe(404);
    expect((await other.post(`/sales/${sale.id}/cancel`, { reason: 'Ajena' })).status).toBe(404);
    const foreign = await other.post('/sales', body({ lines: [{ product_id: products['CAFE-250'], quantity: '1' }] }));
    expect(foreign.body.errors.map((issue: { pointer: string }) => issue.pointer)).toEqual([
      '/warehouse_id',
      '/lines/0/product_id',
    ]);
    for (const path of ['/sales', '/documents', '/stock', '/kardex', '/attention'])
      expect((await other.get(path)).body.data).toEqual([]);
  });
});

describe('lists', () => {
  test('page by cursor without holes and filter', async () => {
    const whole = (await shop.get('/sales?limit=200')).body.data.map((sale: { id: string }) => sale.id);
    const paged: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page = await shop.get(`/sales?limit=3${cursor && `&cursor=${cursor}`}`);
      paged.push(...page.body.data.map((sale: { id: string }) => sale.id));
      cursor = page.body.next_cursor;
    }
    expect(paged).toEqual(whole);
    const facturas = (await shop.get('/sales?document_type=factura&status=issued')).body.data;
    expect(facturas).toHaveLength(1);
    expect(facturas.every((sale: { document_type: string }) => sale.document_type === 'factura')).toBe(true);
    const [document] = (await shop.get('/documents?q=b001-1')).body.data;
    expect(document).toMatchObject({ full_number: 'B001-1', type: '03', issue_attempt: 1 });
    expect(document.qr).toContain('|B001|1|');
    expect((await shop.get('/sales?from=2020-01-01&to=2020-12-31')).body.data).toEqual([]);
    expect((await shop.get('/sales?from=ayer')).body.errors[0]).toMatchObject({
      pointer: '/from',
      code: 'invalid_date',
    });
    expect((await shop.get('/sales?cursor=forged')).status).toBe(422);
  });
});
