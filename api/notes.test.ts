import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { inCompany } from '../db/tx.ts';
import { selfSigned } from '../platform/signing/self-signed.ts';
import { noteWorkflowId as serviceWorkflowId } from '../services/notes/note-workflow-id.ts';
import { createTestApi, type JsonObject, type TestApi, type TestCompany } from '../test/support/api.ts';
import { noteWorkflowId } from '../workflows/note-to-cdr/contract.ts';

/** Credit and debit notes over HTTP; the process runs in line, nothing goes to SUNAT. */
let api: TestApi;
let shop: TestCompany;
let other: TestCompany;
let warehouse: string;

const SERIES = [
  ['01', 'F001'],
  ['07', 'FC01'],
  ['08', 'FD01'],
];

beforeAll(async () => {
  api = await createTestApi();
  [shop, other] = [await api.company(), await api.company()];
  const [establishment] = (await shop.get('/establishments')).body.data;
  warehouse = (await shop.get('/warehouses')).body.data[0].id;
  for (const [document_type, series] of SERIES) {
    const body = { document_type, series, establishment_id: establishment.id, next_number: 1 };
    expect((await shop.post('/series', body)).status).toBe(201);
  }
  const { pfx, password } = selfSigned({ ruc: shop.ruc, name: 'EMPRESA S.A.C.', days: 30 });
  await shop.put('/company/certificate', { pfx_base64: pfx.toString('base64'), password });
  const credentials = { environment: 'beta', sol_user: 'MODDATOS', sol_password: 'moddatos' };
  await shop.put('/company/sunat-credentials', credentials);
  const product = await shop.post('/products', { sku: 'CAFE-250', name: 'Café molido 250 g', price: '18.50' });
  const lines = [{ product_id: product.body.id, quantity: '100', unit_cost: '9' }];
  const stock = { warehouse_id: warehouse, reason_code: 'opening', note: 'Inventario inicial', lines };
  expect((await shop.post('/stock/adjustments', stock)).status).toBe(201);
}, 60_000);
afterAll(() => api.close());

/** A factura over two coffees (37.00) and where SUNAT left it. */
async function sold(status = 'accepted'): Promise<string> {
  const sale = await shop.post('/sales', {
    ...{ warehouse_id: warehouse, channel: 'store', document_type: 'factura' },
    customer: { document_type: '6', document_number: '20131312955', name: 'SUNAT' },
    lines: [{ sku: 'CAFE-250', quantity: '2' }],
    payments: [{ method: 'cash', amount: '37.00' }],
  });
  expect(sale.status).toBe(202);
  const { id } = sale.body.document;
  await inCompany(api.deps.services.orm, shop.id, (tx) =>
    tx.run('update fiscal_document set status = $2 where id = $1', [id, status]),
  );
  return id;
}

const note = (document_id: string, change: JsonObject = {}) => ({
  ...{ document_id, reason_code: '07', reason: 'Devolvió una unidad', lines: [{ line: 1, quantity: '1' }] },
  ...change,
});

describe('a credit note', () => {
  test('answers 202 with the note and its place; the amended document shows it, and the sale keeps its own', async () => {
    const document = await sold();
    const key = 'nota-de-credito-0001';
    const made = await shop.post('/credit-notes', note(document), { key });
    expect(made.status).toBe(202);
    expect(made.headers.get('location')).toBe(`/api/v1/credit-notes/${made.body.id}`);
    expect(made.body).toMatchObject({
      ...{ type: 'credit_note', status: 'issued', effects: 'both', workflow_id: noteWorkflowId(shop.id, made.body.id) },
      ...{ amends: { id: document }, document: { type: '07' }, totals: { total: '18.50' } },
      ...{ lines: [{ amends: 1, returned: '1' }], refunds: [{ method: 'cash', amount: '18.50' }] },
    });
    const again = await shop.post('/credit-notes', note(document), { key });
    expect([again.headers.get('idempotency-replayed'), again.body.id]).toEqual(['true', made.body.id]);
    const amended = (await shop.get(`/documents/${document}`)).body;
    expect(amended.notes).toMatchObject([{ note_id: made.body.id, type: '07', total: '18.50' }]);
    const own = (await shop.get(`/documents/${made.body.document.id}`)).body;
    expect(own).toMatchObject({ type: '07', amends: { id: document }, sale_id: amended.sale_id });
    expect((await shop.get(`/documents/${own.id}/xml`)).text).toContain('<CreditNote');
    expect((await shop.get(`/sales/${amended.sale_id}`)).body.documents).toHaveLength(1);
    const events = (await shop.get(`/credit-notes/${made.body.id}/events`)).body.data;
    expect(events.map(({ kind }: JsonObject) => kind)).toContain('money_refunded');
  });

  test('names its process as the contract does', () => {
    expect(serviceWorkflowId('c', 'n')).toBe(noteWorkflowId('c', 'n'));
  });

  test('is listed by status, sale and amended document, and is no debit note', async () => {
    const document = await sold();
    const { id } = (await shop.post('/credit-notes', note(document))).body;
    const page = (await shop.get(`/credit-notes?document_id=${document}&status=issued`)).body.data;
    expect(page.map((one: JsonObject) => one.id)).toEqual([id]);
    expect((await shop.get(`/debit-notes/${id}`)).status).toBe(404);
  });

  test('beyond what is left is refused with SUNAT’s code', async () => {
    const document = await sold();
    const amount = { reason_code: '04', lines: undefined, amount: '37.01' };
    const refused = await shop.post('/credit-notes', note(document, amount));
    expect(refused.status).toBe(422);
    expect(refused.body.errors).toMatchObject([{ pointer: '/amount', sunat_code: '3286' }]);
  });

  test('over a document without effect is a conflict that says so', async () => {
    const refused = await shop.post('/credit-notes', note(await sold('rejected')));
    expect([refused.status, refused.body.code]).toEqual([409, 'document_rejected']);
  });

  test('of another company does not exist: neither its document nor itself', async () => {
    const document = await sold();
    const refused = await other.post('/credit-notes', note(document));
    expect(refused.status).toBe(422);
    expect(refused.body.errors).toMatchObject([{ pointer: '/document_id', code: 'not_found' }]);
    const { id } = (await shop.post('/credit-notes', note(document))).body;
    expect((await other.get(`/credit-notes/${id}`)).status).toBe(404);
    const decision = { decision: 'retry', reason: 'De nuevo' };
    expect((await other.post(`/credit-notes/${id}/decisions`, decision)).status).toBe(404);
  });

  test('is decided about only while it waits', async () => {
    const { id } = (await shop.post('/credit-notes', note(await sold()))).body;
    const refused = await shop.post(`/credit-notes/${id}/decisions`, { decision: 'cancel_note', reason: 'No va' });
    expect([refused.status, refused.body.code]).toEqual([409, 'decision_not_available']);
  });

  test('is made by who may: a cashier only sees it', async () => {
    const cashier = await shop.user('cashier');
    const document = await sold();
    expect((await cashier.post('/credit-notes', note(document))).status).toBe(403);
    expect((await cashier.get('/credit-notes')).status).toBe(200);
    const manager = await shop.user('manager');
    expect((await manager.post('/credit-notes', note(document))).status).toBe(202);
  });
});

test('a debit note is issued in its own series and gives nothing back', async () => {
  const body = { reason_code: '02', reason: 'Aumento en el valor', lines: undefined, amount: '5.00' };
  const made = await shop.post('/debit-notes', note(await sold(), body));
  expect(made.status).toBe(202);
  expect(made.body).toMatchObject({ type: 'debit_note', series: 'FD01', document: { type: '08' }, refunds: [] });
});
