import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { uuidv7 } from '../platform/ids.ts';
import { selfSigned } from '../platform/signing/self-signed.ts';
import { createTestApi, type TestApi, type TestCompany } from '../test/support/api.ts';

/** The printed representation over HTTP, rendered by the real threads. */
let api: TestApi;
let shop: TestCompany;
let document: string;

beforeAll(async () => {
  api = await createTestApi();
  shop = await api.company();
  const [establishment] = (await shop.get('/establishments')).body.data;
  const [warehouse] = (await shop.get('/warehouses')).body.data;
  const series = { document_type: '03', series: 'B001', establishment_id: establishment.id, next_number: 1 };
  expect((await shop.post('/series', series)).status).toBe(201);
  const { pfx, password } = selfSigned({ ruc: shop.ruc, name: 'EMPRESA S.A.C.', days: 30 });
  await shop.put('/company/certificate', { pfx_base64: pfx.toString('base64'), password });
  await shop.put('/company/sunat-credentials', { environment: 'beta', sol_user: 'MODDATOS', sol_password: 'moddatos' });
  const product = { sku: 'GUIA', name: 'Guía de Ñaña', price: '18.50', tracks_stock: false };
  expect((await shop.post('/products', product)).status).toBe(201);
  const sold = await shop.post('/sales', {
    warehouse_id: warehouse.id,
    channel: 'store',
    document_type: 'boleta',
    customer: { document_type: '1', document_number: '45678912', name: 'ROSA QUISPE MAMANI' },
    lines: [{ sku: 'GUIA', quantity: '1' }],
    payments: [{ method: 'cash', amount: '18.50', tendered: '20' }],
  });
  expect(sold.status).toBe(202);
  document = sold.body.document.id;
}, 60_000);
afterAll(() => api.close());

test.each(['', '?format=a4', '?format=ticket', '?format=ticket58'])(
  'answers the PDF%s under its name',
  async (query) => {
    const answer = await shop.get(`/documents/${document}/pdf${query}`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/pdf');
    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="${shop.ruc}-03-B001-1.pdf"`);
    expect(answer.text).toMatch(/^%PDF-1\.\d/);
  },
);

test('a download is a reveal: one audit row each, naming the paper', async () => {
  const rows = async () =>
    (await shop.get(`/audit?entity=fiscal_document&entity_id=${document}&action=personal_data.reveal&limit=200`)).body
      .data;
  const before = (await rows()).length;
  await shop.get(`/documents/${document}/pdf?format=ticket`);
  expect(await rows()).toHaveLength(before + 1);
});

test('an unknown paper is 422, an unknown document and that of another company 404, no permission 403', async () => {
  const wrong = await shop.get(`/documents/${document}/pdf?format=a5`);
  expect(wrong).toMatchObject({ status: 422, body: { errors: [{ pointer: '/format' }] } });
  expect((await shop.get(`/documents/${uuidv7()}/pdf`)).status).toBe(404);
  expect((await (await api.company()).get(`/documents/${document}/pdf`)).status).toBe(404);
  const viewer = await shop.user('viewer');
  expect((await viewer.get(`/documents/${document}/pdf`)).status).toBe(403);
  const cashier = await shop.user('cashier');
  expect((await cashier.get(`/documents/${document}/pdf`)).status).toBe(200);
});
