import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { inCompany } from '../db/tx.ts';
import { selfSigned } from '../platform/signing/self-signed.ts';
import { despatchWorkflowId as serviceWorkflowId } from '../services/despatch/despatch-workflow-id.ts';
import { createTestApi, type JsonObject, type TestApi, type TestCompany } from '../test/support/api.ts';
import { despatchWorkflowId } from '../workflows/despatch-advice/contract.ts';

/** Guías over HTTP; the process runs in line, nothing goes to SUNAT. */
let api: TestApi;
let shop: TestCompany;
let other: TestCompany;
let warehouse: string;

const TODAY = new Date(Date.now() - 5 * 3_600_000).toISOString().slice(0, 10);
const PATH = '/despatch-advices';

beforeAll(async () => {
  api = await createTestApi();
  [shop, other] = [await api.company(), await api.company()];
  const [establishment] = (await shop.get('/establishments')).body.data;
  warehouse = (await shop.get('/warehouses')).body.data[0].id;
  for (const [document_type, series] of [
    ['09', 'T001'],
    ['31', 'V001'],
  ]) {
    const body = { document_type, series, establishment_id: establishment.id, next_number: 1 };
    expect((await shop.post('/series', body)).status).toBe(201);
  }
  const { pfx, password } = selfSigned({ ruc: shop.ruc, name: 'EMPRESA S.A.C.', days: 30 });
  await shop.put('/company/certificate', { pfx_base64: pfx.toString('base64'), password });
  await access({ environment: 'production', client_id: 'cliente', client_secret: 'secreto' });
  await shop.post('/products', { sku: 'CAFE-250', name: 'Café molido 250 g', price: '18.50' });
}, 60_000);
afterAll(() => api.close());

const access = (more: JsonObject) =>
  shop.put('/company/sunat-credentials', { sol_user: 'MODDATOS', sol_password: 'moddatos', ...more });

const guia = (change: JsonObject = {}): JsonObject => ({
  ...{ warehouse_id: warehouse, motive: '01', mode: '02', start_date: TODAY, weight: '12.5' },
  recipient: { document_type: '1', document_number: '45678912', name: 'ANA QUISPE' },
  origin: { ubigeo: '150122', street: 'Av. Larco 345' },
  destination: { ubigeo: '150131', street: 'Calle Las Begonias 441' },
  vehicles: [{ plate: 'ABC-123' }],
  drivers: [
    { document_type: '1', document_number: '41234567', first_name: 'LUIS', last_name: 'ROJAS', licence: 'Q41234567' },
  ],
  lines: [{ sku: 'CAFE-250', quantity: '3' }],
  ...change,
});

async function waiting(status = 'rejected'): Promise<string> {
  const { id } = (await shop.post(PATH, guia())).body;
  await inCompany(api.deps.services.orm, shop.id, async (tx) => {
    await tx.run(`update fiscal_document set status = $2 where source_id = $1`, [id, status]);
    await tx.run(`update despatch_advice set status = 'needs_attention' where id = $1`, [id]);
    await tx.run(
      `insert into attention (id, company_id, kind, severity, code, detail, subject_id, despatch_id, options)
       values (gen_random_uuid(), $2, 'despatch', 'critical', 'document_rejected', 'd', $1, $1, '{reissue,cancel_despatch}')`,
      [id, shop.id],
    );
  });
  return id;
}

test('a guía is taken on, issued, and found with its document, events and printed form', async () => {
  const made = await shop.post(PATH, guia());
  expect(made.status).toBe(202);
  expect(made.headers.get('location')).toBe(`/api/v1${PATH}/${made.body.id}`);
  expect(made.body).toMatchObject({
    ...{ status: 'issued', type: '09', workflow_id: despatchWorkflowId(shop.id, made.body.id) },
    ...{ recipient: { document_number: '45678912' }, document: { type: '09', full_number: 'T001-1' } },
  });
  expect(serviceWorkflowId(shop.id, made.body.id)).toBe(made.body.workflow_id);
  const read = await shop.get(`${PATH}/${made.body.id}`);
  expect(read.body.recipient.document_number).toBe('****12');
  expect((await shop.get(`${PATH}/${made.body.id}?reveal=true`)).body.recipient.document_number).toBe('45678912');
  expect((await shop.get(`${PATH}/${made.body.id}/events`)).body.data.map(({ kind }: JsonObject) => kind)).toEqual([
    ...['document_issued', 'received'],
  ]);
  const { id } = made.body.document;
  expect((await shop.get('/documents?document_type=09')).body.data.map((one: JsonObject) => one['id'])).toContain(id);
  for (const format of ['a4', 'ticket', 'ticket58']) {
    const pdf = await shop.get(`/documents/${id}/pdf?format=${format}`);
    expect(pdf.headers.get('content-type')).toBe('application/pdf');
  }
  const voided = await shop.post(`/documents/${id}/void`, { reason: 'No procede' });
  expect(voided.status).toBeGreaterThanOrEqual(409);
});

test('a repeated request makes no second guía', async () => {
  const key = 'the-same-guia-again-1';
  const [first, second] = [await shop.post(PATH, guia(), { key }), await shop.post(PATH, guia(), { key })];
  expect(second.body.id).toBe(first.body.id);
  expect(second.headers.get('idempotency-replayed')).toBe('true');
});

test('a carrier’s guía is listed by its type', async () => {
  const made = await shop.post(PATH, {
    ...guia({ type: '31', vehicles: [{ plate: 'ABC123', permit: 'TUC1234567' }] }),
    ...{ motive: undefined, mode: undefined, mtc_number: '15M26000001' },
    sender: { document_type: '6', document_number: '20131312955', name: 'SUNAT' },
  });
  expect(made.body).toMatchObject({ status: 'issued', document: { full_number: 'V001-1' } });
  const listed = (await shop.get(`${PATH}?type=31`)).body.data;
  expect(listed.map(({ id }: JsonObject) => id)).toEqual([made.body.id]);
});

describe('bad input', () => {
  test.each<[string, JsonObject, string]>([
    ['a wrong type', { type: '01' }, '/type'],
    ['a date that is none', { start_date: '2026-02-31' }, '/start_date'],
    ['a negative weight', { weight: '-1' }, '/weight'],
    ['a plate with signs', { vehicles: [{ plate: 'A*C' }] }, '/vehicles/0/plate'],
    ['an unknown indicator', { indicators: ['fast'] }, '/indicators/0'],
    ['a related document of another form', { documents: [{ type: '01', number: 'X' }] }, '/documents/0/number'],
    [
      'an unknown document type of the recipient',
      { recipient: { document_type: 'Z', document_number: '1', name: 'X' } },
      '/recipient/document_type',
    ],
    ['no lines and no sale', { lines: [] }, '/lines'],
    ['an unknown motive', { motive: '99' }, '/motive'],
  ])('%s is a 422 with a pointer and a sentence', async (_name, change, pointer) => {
    const answer = await shop.post(PATH, guia(change));
    expect(answer.status).toBe(422);
    const found = answer.body.errors.find((one: JsonObject) => one['pointer'] === pointer);
    expect(found).toBeDefined();
    expect(String(found.detail)).toMatch(/^[A-ZÁÉÍÓÚÑ]/);
  });

  test('a company without an API client, or in beta, is told so', async () => {
    await access({ environment: 'production' });
    expect((await shop.post(PATH, guia())).body.errors).toMatchObject([{ code: 'gre_client_missing' }]);
    await access({ environment: 'production', client_id: 'cliente', client_secret: 'secreto' });
  });
});

describe('decisions', () => {
  test('one that is not offered, or has changes that it cannot have, is refused', async () => {
    const id = await waiting();
    const decide = (body: JsonObject) => shop.post(`${PATH}/${id}/decisions`, { reason: 'Motivo', ...body });
    expect((await decide({ decision: 'retry' })).body.code).toBe('decision_not_available');
    expect((await decide({ decision: 'cancel_sale' })).status).toBe(422);
    expect((await decide({ decision: 'cancel_despatch', changes: { note: 'x' } })).body.errors).toMatchObject([
      { pointer: '/changes', code: 'changes_not_allowed' },
    ]);
    expect((await decide({ decision: 'reissue', changes: { colour: 'red' } })).body.errors).toMatchObject([
      { pointer: '/changes/colour', code: 'unknown_field' },
    ]);
    // The process that would take it does not run here.
    expect((await decide({ decision: 'reissue' })).body.code).toBe('decision_not_available');
  });

  test('an issued guía is not cancelled here', async () => {
    const { id } = (await shop.post(PATH, guia())).body;
    const answer = await shop.post(`${PATH}/${id}/cancel`, { reason: 'No viajó' });
    expect({ status: answer.status, code: answer.body.code }).toEqual({ status: 409, code: 'already_issued' });
  });

  test('a cashier sees guías and makes none; the warehouse makes them and decides nothing', async () => {
    const [cashier, warehouseman] = [await shop.user('cashier'), await shop.user('warehouse')];
    expect((await cashier.get(PATH)).status).toBe(200);
    expect((await cashier.post(PATH, guia())).status).toBe(403);
    const made = await warehouseman.post(PATH, guia());
    expect(made.status).toBe(202);
    expect((await warehouseman.post(`${PATH}/${made.body.id}/cancel`, { reason: 'x x x' })).status).toBe(403);
  });
});

test('another company’s guía does not exist', async () => {
  const { id } = (await shop.post(PATH, guia())).body;
  expect((await other.get(`${PATH}/${id}`)).status).toBe(404);
  expect((await other.get(`${PATH}/${id}/events`)).status).toBe(404);
  expect((await other.post(`${PATH}/${id}/cancel`, { reason: 'Motivo' })).status).toBe(404);
});
