import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { createTestApi, rucOf, type TestApi, type TestCompany } from '../test/support/api.ts';
import { uuidv7 } from '../platform/ids.ts';

let api: TestApi;
let shop: TestCompany;
let root: pg.Client;

beforeAll(async () => {
  api = await createTestApi();
  shop = await api.company();
  root = new pg.Client({ connectionString: api.database.superUrl });
  await root.connect();
}, 60_000);
afterAll(async () => {
  await root.end();
  await api.close();
});

const product = (sku: string) => ({ sku, name: 'Café tostado', price: '18.50' });
const recordOf = async (key: string) =>
  (await root.query('select * from idempotency_record where key = $1', [key])).rows[0];

/** What a process leaves behind that died between the commit and its answer. */
const loseAnswer = (key: string) =>
  root.query(
    `update idempotency_record set state = 'running', response_status = null, response_headers = null,
       response_body = null, lease_until = now() - interval '1 second' where key = $1`,
    [key],
  );

describe('the same key', () => {
  test('with the same body gets the first answer again, whatever the order of its members', async () => {
    const key = uuidv7();
    const first = await shop.post('/products', product('K-1'), { key });
    const again = await shop.post('/products', { price: '18.50', name: 'Café tostado', sku: 'K-1' }, { key });
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(first.headers.get('idempotency-replayed')).toBeNull();
    for (const name of ['etag', 'location']) expect(again.headers.get(name)).toBe(first.headers.get(name));
  });
  test('with another body is refused before that body is validated', async () => {
    const key = uuidv7();
    await shop.post('/products', product('K-2'), { key });
    const other = await shop.post('/products', { nothing: 'valid' }, { key });
    expect([other.status, other.body.code]).toEqual([422, 'idempotency_key_reused']);
    expect(other.body.errors[0].pointer).toBe('/headers/Idempotency-Key');
  });
  test('on another route, or in another company, is another key', async () => {
    const key = uuidv7();
    await shop.post('/products', product('K-3'), { key });
    const role = await shop.post('/roles', { name: 'lector', permissions: ['products:read'] }, { key });
    expect(role.status).toBe(201);
    const other = await api.company();
    expect((await other.post('/products', product('K-3'), { key })).headers.get('idempotency-replayed')).toBeNull();
  });
  test('sent many times at once does its work once', async () => {
    const key = uuidv7();
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => shop.post('/products', product('K-4'), { key })),
    );
    const made = answers.filter(({ status }) => status === 201);
    expect(new Set(made.map(({ body }) => body.id)).size).toBe(1);
    for (const answer of answers.filter(({ status }) => status !== 201))
      expect([answer.status, answer.body.code]).toEqual([409, 'idempotency_in_progress']);
    const count = await root.query(`select count(*)::int as n from product where sku = 'K-4'`);
    expect(count.rows[0].n).toBe(1);
  });
  test('keeps a refusal that says something lasting (422, 409), under the new request id', async () => {
    const key = uuidv7();
    const first = await shop.post('/products', { sku: 'K-5' }, { key });
    const again = await shop.post('/products', { sku: 'K-5' }, { key });
    expect([first.status, again.status]).toEqual([422, 422]);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(again.body.errors).toEqual(first.body.errors);
    expect(again.headers.get('x-request-id')).toBe(again.body.request_id);
  });
  test('is not spent by 403 and malformed bodies', async () => {
    const key = uuidv7();
    const viewer = await shop.user('viewer');
    expect((await viewer.post('/products', product('K-6'), { key })).status).toBe(403);
    expect((await shop.call('POST', '/products', { raw: '{', key })).status).toBe(400);
    const answer = await shop.post('/products', product('K-6'), { key });
    expect([answer.status, answer.headers.get('idempotency-replayed')]).toEqual([201, null]);
  });
});

describe('a process that died', () => {
  test('after the commit: the answer is rebuilt from the resource, nothing is made twice', async () => {
    const key = uuidv7();
    const first = await shop.post('/products', product('D-1'), { key });
    await loseAnswer(key);
    const again = await shop.post('/products', product('D-1'), { key });
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([201, 'true']);
    expect(again.body).toEqual(first.body);
    expect((await recordOf(key)).state).toBe('done');
  });
  test('before the commit: the work is done by the next one', async () => {
    const key = uuidv7();
    const refused = await shop.post('/products', { sku: 'D-2' }, { key });
    expect(refused.status).toBe(422);
    await loseAnswer(key);
    const again = await shop.post('/products', { sku: 'D-2' }, { key });
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([422, null]);
  });
  test('within its lease: the next one waits', async () => {
    const key = uuidv7();
    await shop.post('/products', product('D-3'), { key });
    await loseAnswer(key);
    await root.query(`update idempotency_record set lease_until = now() + interval '20 seconds' where key = $1`, [key]);
    const answer = await shop.post('/products', product('D-3'), { key });
    expect([answer.status, answer.body.code]).toEqual([409, 'idempotency_in_progress']);
  });
  test('an invitation whose answer was lost is given a fresh token', async () => {
    const key = uuidv7();
    const body = { email: 'perdido@empresa.test', name: 'Perdido', roles: ['cashier'] };
    const first = await shop.post('/users', body, { key });
    await loseAnswer(key);
    const again = await shop.post('/users', body, { key });
    expect(again.body.id).toBe(first.body.id);
    const activate = (token: string) =>
      api.nobody.post('/auth/activate', { token, password: shop.password }, { key: null });
    expect((await activate(first.body.activation_token)).status).toBe(401);
    expect((await activate(again.body.activation_token)).status).toBe(200);
  });
  test('an API key whose answer was lost is replaced, which stands in the audit', async () => {
    const key = uuidv7();
    const body = { name: 'Perdida', permissions: ['products:read'] };
    const first = await shop.post('/api-keys', body, { key });
    await loseAnswer(key);
    const again = await shop.post('/api-keys', body, { key });
    expect([again.status, again.body.id]).toEqual([201, first.body.id]);
    const audit = await shop.get(`/audit?action=api_key.replace&entity=api_key&entity_id=${first.body.id}`);
    expect(audit.body.data).toMatchObject([{ request_id: again.headers.get('x-request-id') }]);
    expect((await api.with({ 'X-Api-Key': first.body.key }).get('/products')).status).toBe(401);
    expect((await api.with({ 'X-Api-Key': again.body.key }).get('/products')).status).toBe(200);
  });
  test("a company whose answer was lost gives its owner a fresh link, by mail too, and under the company's audit", async () => {
    const key = uuidv7();
    const body = { ruc: rucOf(99_000_002), name: 'PERDIDA S.A.C.', admin_email: 'dueno@perdida.test' };
    const first = await api.operator.post('/companies', body, { key });
    await root.query(
      `update operator_idempotency set state = 'running', response_status = null, response_headers = null,
         response_body = null, lease_until = now() - interval '1 second' where key = $1`,
      [key],
    );
    const again = await api.operator.post('/companies', body, { key });
    expect(again.body.company).toEqual(first.body.company);
    expect(again.body.activation_token).not.toBe(first.body.activation_token);
    const company = [first.body.company.id];
    const audit = `select actor_kind from audit where company_id = $1 and action = 'user.reinvite'`;
    expect((await root.query(audit, company)).rows).toEqual([{ actor_kind: 'operator' }]);
    const mails = `select 1 from outbox where company_id = $1 and topic = 'user.invited'`;
    expect((await root.query(mails, company)).rowCount).toBe(2);
  });
});

test("the operator's keys stand in a table of their own, with the answer sealed", async () => {
  const key = uuidv7();
  const body = { ruc: rucOf(99_000_001), name: 'OPERADA S.A.C.', admin_email: 'dueno@operada.test' };
  const first = await api.operator.post('/companies', body, { key });
  const again = await api.operator.post('/companies', body, { key });
  expect([first.status, again.status]).toEqual([201, 201]);
  expect(again.body).toEqual(first.body);
  const row = (await root.query('select response_body from operator_idempotency where key = $1', [key])).rows[0];
  expect(row.response_body.toString('latin1')).not.toContain(first.body.activation_token);
});

test('a kept answer is sealed in the database', async () => {
  const key = uuidv7();
  await shop.post('/products', product('SEALED'), { key });
  expect((await recordOf(key)).response_body.toString('latin1')).not.toContain('Café');
});
