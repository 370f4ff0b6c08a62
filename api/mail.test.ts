import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { selfSigned } from '../platform/signing/self-signed.ts';
import { createTestApi, type TestAnswer, type TestApi, type TestCompany } from '../test/support/api.ts';

/** Mail over HTTP: what is queued, for whom, and in whose words. */
let api: TestApi;
let shop: TestCompany;
let root: pg.Client;
let warehouse: string;

beforeAll(async () => {
  api = await createTestApi();
  root = new pg.Client({ connectionString: api.database.superUrl });
  await root.connect();
  shop = await api.company();
  const [establishment] = (await shop.get('/establishments')).body.data;
  warehouse = (await shop.get('/warehouses')).body.data[0].id;
  const series = { document_type: '03', series: 'B001', establishment_id: establishment.id, next_number: 1 };
  expect((await shop.post('/series', series)).status).toBe(201);
  const { pfx, password } = selfSigned({ ruc: shop.ruc, name: 'EMPRESA S.A.C.', days: 30 });
  await shop.put('/company/certificate', { pfx_base64: pfx.toString('base64'), password });
  await shop.put('/company/sunat-credentials', { environment: 'beta', sol_user: 'MODDATOS', sol_password: 'moddatos' });
  const product = { sku: 'CAFE', name: 'Café', price: '18.50', tracks_stock: false };
  expect((await shop.post('/products', product)).status).toBe(201);
}, 60_000);
afterAll(async () => {
  await root.end();
  await api.close();
});

/** A document as SUNAT's answer left it. */
async function sell(status: string, email?: string): Promise<string> {
  const sold = await shop.post('/sales', {
    ...{ warehouse_id: warehouse, channel: 'store', document_type: 'boleta' },
    customer: { document_type: '1', document_number: '45678912', name: 'ROSA QUISPE MAMANI', ...(email && { email }) },
    lines: [{ sku: 'CAFE', quantity: '1' }],
    payments: [{ method: 'cash', amount: '18.50' }],
  });
  expect(sold.status).toBe(202);
  const { id } = sold.body.document;
  await root.query('update fiscal_document set status = $2 where id = $1', [id, status]);
  return id;
}

describe('POST /documents/{id}/mail', () => {
  test('queues the document for its buyer, once a key', async () => {
    const id = await sell('accepted', 'rosa@example.com');
    const key = 'mail-once-0000000001';
    const first = await shop.post(`/documents/${id}/mail`, {}, { key });
    expect(first).toMatchObject({ status: 202, body: { to: 'r****@example.com', status: 'queued', attempts: 0 } });
    expect(first.headers.get('location')).toBe(`/api/v1/documents/${id}/mails`);
    const again = await shop.post(`/documents/${id}/mail`, {}, { key });
    expect(again.body).toEqual(first.body);
    const list = await shop.get(`/documents/${id}/mails`);
    expect(list.body.data).toEqual([first.body]);
    const shown = await shop.get(`/documents/${id}/mails?reveal=true`);
    expect(shown.body.data[0].to).toBe('rosa@example.com');
    const intents = await root.query(`select lane, body from outbox where subject_id = $1`, [first.body.id]);
    expect(intents.rows).toEqual([{ lane: 'mail', body: null }]);
    const audit = await shop.get(`/audit?entity=fiscal_document&entity_id=${id}&action=document.mail`);
    expect(audit.body.data).toHaveLength(1);
  });

  test('goes to another address when it is told one, and wants one where the buyer left none', async () => {
    const id = await sell('observed');
    const missing = await shop.post(`/documents/${id}/mail`);
    expect(missing).toMatchObject({ status: 422, body: { errors: [{ pointer: '/to', code: 'recipient_missing' }] } });
    const faulty = await shop.post(`/documents/${id}/mail`, { to: 'no es correo' });
    expect(faulty).toMatchObject({ status: 422, body: { errors: [{ pointer: '/to' }] } });
    const told = await shop.post(`/documents/${id}/mail`, { to: 'conta@example.com' });
    expect(told).toMatchObject({ status: 202, body: { to: 'c****@example.com' } });
  });

  test.each(['issued', 'pending', 'unknown', 'rejected', 'voided'])('refuses a document that is %s', async (status) => {
    const id = await sell(status, 'rosa@example.com');
    const answer = await shop.post(`/documents/${id}/mail`);
    expect(answer).toMatchObject({ status: 409, body: { code: 'document_not_accepted' } });
  });

  test('is for who may read the files, of the own company', async () => {
    const id = await sell('accepted', 'rosa@example.com');
    const viewer = await shop.user('viewer');
    expect((await viewer.post(`/documents/${id}/mail`)).status).toBe(403);
    expect((await viewer.get(`/documents/${id}/mails`)).status).toBe(200);
    expect((await (await shop.user('cashier')).post(`/documents/${id}/mail`)).status).toBe(202);
    const other = await api.company();
    expect((await other.post(`/documents/${id}/mail`, { to: 'x@example.com' })).status).toBe(404);
    expect((await other.get(`/documents/${id}/mails`)).status).toBe(404);
  });
});

describe('/company/mail-template', () => {
  const path = '/company/mail-template';
  const put = (body: unknown, etag?: string): Promise<TestAnswer> =>
    shop.call('PUT', path, { body, ...(etag && { headers: { 'If-Match': etag } }) });
  const mine = { subject: 'Su {{ documento }} {{numero}}', text: 'Hola, {{cliente}}.\n\nGracias.' };

  test("is the hub's own text until the company writes one, under If-Match", async () => {
    const before = await shop.get(path);
    expect(before).toMatchObject({ status: 200, body: { is_default: true } });
    expect(before.headers.get('etag')).toBe('"0"');
    expect((await put(mine)).status).toBe(428);
    const first = await put(mine, '"0"');
    expect(first).toMatchObject({ status: 200, body: { ...mine, is_default: false } });
    expect((await put(mine, '"0"')).status).toBe(412);
    expect((await put({ ...mine, text: 'Otro texto' }, first.headers.get('etag') ?? '')).status).toBe(200);
    expect((await shop.get(path)).body.text).toBe('Otro texto');
    const other = await api.company();
    expect((await other.get(path)).body.is_default).toBe(true);
  });

  test('names the placeholder that does not exist', async () => {
    const answer = await put({ subject: 'Hola', text: 'Su clave es {{clave}}' }, '*');
    expect(answer).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/text', code: 'unknown_placeholder' }] },
    });
  });

  test('of two first settings at once one wins', async () => {
    const other = await api.company();
    const answers = await Promise.all(
      ['a', 'b'].map((text) => other.call('PUT', path, { body: { ...mine, text }, headers: { 'If-Match': '"0"' } })),
    );
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 412]);
  });
});

test('an invited user is mailed his link, and the token still stands in the answer', async () => {
  const invited = await shop.post('/users', { email: 'ana@example.com', name: 'Ana', roles: ['cashier'] });
  expect(invited.body.activation_token).toMatch(/^ha_/);
  const { rows } = await root.query(
    `select topic, lane, body is not null as sealed from outbox where subject_id = $1`,
    [invited.body.id],
  );
  expect(rows).toEqual([{ topic: 'user.invited', lane: 'mail', sealed: true }]);
});
