import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Caller, createTestApi, type TestApi, type TestCompany } from '../test/support/api.ts';
import { uuidv7 } from '../platform/ids.ts';
import { routes } from './routes/index.ts';

/** What every route owes its callers; a new one is taken in by standing in the list. */
let api: TestApi;
let shop: TestCompany;
/** Has no permission at all. */
let powerless: Caller;

beforeAll(async () => {
  api = await createTestApi();
  shop = await api.company();
  const role = await shop.post('/roles', { name: 'solo decodifica', permissions: ['operations:log_level'] });
  expect(role.status).toBe(201);
  powerless = await shop.user('solo decodifica');
}, 60_000);
afterAll(() => api.close());

const filled = (path: string): string => path.replaceAll(/\{\w+\}/g, uuidv7());
const named = routes.map((route) => ({ name: `${route.method.toUpperCase()} ${route.path}`, route }));
const closed = named.filter(({ route }) => route.access.kind !== 'public');
const guarded = named.filter(
  ({ route }) =>
    route.access.kind === 'operator' || (route.access.kind === 'company' && route.access.permission !== null),
);
const withBody = named.filter(({ route }) => route.bodyRequired);
const operators = (name: string) => name.includes('/companies') || name.includes('/log-level');
const callerFor = (name: string): Caller => (operators(name) ? api.operator : shop);

function expectProblem(answer: Awaited<ReturnType<Caller['get']>>, status: number, code?: string): void {
  expect({ status: answer.status, code: answer.body.code }).toEqual({ status, code: code ?? answer.body.code });
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  for (const field of ['type', 'title', 'status', 'detail', 'code', 'request_id'])
    expect(answer.body[field]).toBeTruthy();
  expect(answer.headers.get('x-request-id')).toBe(answer.body.request_id);
}

describe('every route', () => {
  test('has a name of its own and a documented success', () => {
    expect(new Set(named.map(({ name }) => name)).size).toBe(named.length);
    for (const { route } of named) expect(Object.keys(route.answers).some((status) => Number(status) < 300)).toBe(true);
  });
  test.each(closed)('$name answers 401 without a credential', async ({ route }) => {
    expectProblem(await api.nobody.call(route.method.toUpperCase(), filled(route.path)), 401);
  });
  test.each(guarded)('$name answers 403 to one without the permission', async ({ name, route }) => {
    const answer = await (operators(name) ? shop : powerless).call(route.method.toUpperCase(), filled(route.path), {
      body: route.bodyRequired ? {} : undefined,
    });
    expectProblem(answer, 403, 'forbidden');
    const { access } = route;
    if (access.kind === 'company' && access.permission !== null)
      expect(answer.body.detail).toContain(access.permission);
  });
  test.each(withBody)('$name answers 415, 400 and 413 to bodies that are no JSON', async ({ name, route }) => {
    const send = (raw: string, headers?: Record<string, string>) =>
      callerFor(name).call(route.method.toUpperCase(), filled(route.path), { raw, ...(headers && { headers }) });
    expectProblem(
      await send('a=b', { 'Content-Type': 'application/x-www-form-urlencoded' }),
      415,
      'unsupported_media_type',
    );
    expectProblem(await send('{'), 400, 'malformed_json');
    expectProblem(await send(`${'['.repeat(100)}${']'.repeat(100)}`), 400, 'malformed_json');
    expectProblem(await send(JSON.stringify('x'.repeat(1024 * 1024))), 413, 'payload_too_large');
  });
  test.each(withBody.filter(({ route }) => !route.path.includes('{')))(
    '$name answers 422 to an unknown field',
    async ({ name, route }) => {
      const headers = { 'If-Match': '*' };
      const answer = await callerFor(name).call(route.method.toUpperCase(), route.path, {
        body: { no_such_field: 1 },
        headers,
      });
      expectProblem(answer, 422);
      expect(answer.body.errors.length).toBeGreaterThan(0);
    },
  );
  test.each(closed.filter(({ route }) => route.path.includes('{')))(
    '$name answers 404 to an unknown id and to no id',
    async ({ route }) => {
      const send = (path: string) =>
        shop.call(route.method.toUpperCase(), path, { body: route.bodyRequired ? {} : undefined });
      expectProblem(await send(filled(route.path)), 404);
      expectProblem(await send(route.path.replaceAll(/\{\w+\}/g, 'not-an-id')), 404);
    },
  );
  test.each(closed.filter(({ route }) => route.idempotent))(
    '$name wants an Idempotency-Key of 16 to 255 characters',
    async ({ name, route }) => {
      const send = (key: string | null) => callerFor(name).call('POST', filled(route.path), { body: {}, key });
      expectProblem(await send(null), 422, 'idempotency_key_required');
      for (const key of ['short', 'x'.repeat(256), 'ñ'.repeat(20)]) {
        const answer = await send(key).catch(() => undefined);
        if (answer) expectProblem(answer, 422, 'idempotency_key_invalid');
      }
    },
  );
  test.each(named.filter(({ route }) => route.query && route.params === undefined))(
    '$name answers 422 to faulty paging',
    async ({ route }) => {
      if (
        !JSON.stringify(Object.keys(route.query && 'shape' in route.query ? Object(route.query.shape) : {})).includes(
          'cursor',
        )
      )
        return;
      for (const [query, pointer] of [
        ['limit=0', '/limit'],
        ['limit=201', '/limit'],
        ['limit=x', '/limit'],
        ['cursor=forged', '/cursor'],
      ]) {
        const answer = await shop.get(`${route.path}?${query}`);
        expectProblem(answer, 422);
        expect(answer.body.errors[0].pointer).toBe(pointer);
      }
    },
  );
});

describe('another company', () => {
  test('sees nothing of what any list shows, and 404 for its ids on every route and method', async () => {
    const other = await api.company();
    const establishment_id = (await shop.get('/establishments')).body.data[0].id;
    await shop.post('/products', { sku: 'A-1', name: 'Arroz', price: '5.00' });
    await shop.post('/customers', { document_type: '1', document_number: '45678912', name: 'ROSA QUISPE' });
    await shop.post('/series', { document_type: '01', series: 'F001', establishment_id });
    await shop.post('/api-keys', { name: 'Caja', permissions: ['products:read'] });
    const lists = named.filter(({ route }) => route.method === 'get' && route.query && !route.path.includes('{'));
    let visited = 0;
    for (const { route } of lists) {
      const mine = await shop.get(route.path);
      const theirs = await other.get(route.path);
      if (mine.status !== 200 || !Array.isArray(mine.body.data)) continue;
      const below = named.filter(({ route: one }) => one.path.startsWith(`${route.path}/{id}`));
      for (const row of mine.body.data) expect(theirs.text).not.toContain(row.id);
      const [row] = mine.body.data;
      if (!row) continue;
      for (const { route: one } of below) {
        const body = one.bodyRequired ? {} : undefined;
        const path = one.path.replaceAll(/\{\w+\}/g, row.id);
        expectProblem(await other.call(one.method.toUpperCase(), path, { body, headers: { 'If-Match': '*' } }), 404);
        visited++;
      }
    }
    expect(visited).toBeGreaterThan(15);
  });
});

test('a PATCH wants If-Match (428) and the current version (412) before it looks at the body', async () => {
  const { body, headers } = await shop.post('/products', { sku: 'IF-MATCH', name: 'Uno', price: '1.00' });
  const patch = (etag?: string, change: unknown = { nada: 1 }) => shop.patch(`/products/${body.id}`, change, etag);
  expectProblem(await patch(), 428, 'if_match_required');
  expectProblem(await patch('"0"'), 412, 'version_mismatch');
  expectProblem(await patch(`W/${headers.get('etag')}`), 412, 'version_mismatch');
  expectProblem(await patch(headers.get('etag') ?? ''), 422);
  const done = await patch(headers.get('etag') ?? '', { name: 'Dos' });
  expect([done.status, done.body.name]).toEqual([200, 'Dos']);
  expect(done.headers.get('etag')).not.toBe(headers.get('etag'));
  expectProblem(await patch(headers.get('etag') ?? '', { name: 'Tres' }), 412);
});

test('an unknown path answers 404 and a wrong method 405 with Allow', async () => {
  expectProblem(await shop.get('/nothing-here'), 404, 'not_found');
  const answer = await shop.call('PUT', '/products');
  expectProblem(answer, 405, 'method_not_allowed');
  expect(answer.headers.get('allow')).toBe('GET, HEAD, POST');
});

test('a sane request id is taken over, another is replaced', async () => {
  const given = await api.nobody.get('/health/live', { 'X-Request-Id': 'caja-1.venta:0001' });
  expect(given.headers.get('x-request-id')).toBe('caja-1.venta:0001');
  for (const bad of ['short', 'x'.repeat(200), 'with blank inside', '"quoted-value"'])
    expect((await api.nobody.get('/health/live', { 'X-Request-Id': bad })).headers.get('x-request-id')).not.toBe(bad);
});

test('security headers stand on every answer, also on problems', async () => {
  for (const answer of [
    await api.nobody.get('/health/live'),
    await api.nobody.get('/me'),
    await api.nobody.get('/api/docs'),
  ]) {
    for (const name of [
      'strict-transport-security',
      'content-security-policy',
      'x-content-type-options',
      'referrer-policy',
    ])
      expect(answer.headers.get(name)).toBeTruthy();
  }
});

test('a large answer is compressed with its ETag untouched', async () => {
  const { body } = await shop.post('/products', { sku: 'LARGE', name: 'x'.repeat(480) + ' fin', price: '1.00' });
  const plain = await shop.get(`/products/${body.id}`);
  for (let i = 0; i < 4; i++) await shop.post('/products', { sku: `BIG-${i}`, name: 'y'.repeat(480), price: '1.00' });
  const list = await shop.get('/products', { 'Accept-Encoding': 'gzip' });
  expect(list.headers.get('content-encoding')).toBe('gzip');
  const one = await shop.get(`/products/${body.id}`, { 'Accept-Encoding': 'gzip' });
  expect(one.headers.get('etag')).toBe(plain.headers.get('etag'));
  expect((await shop.get('/products', { 'Accept-Encoding': 'gzip;q=0' })).headers.get('content-encoding')).toBeNull();
});

test('characters that the database cannot hold are a 422 with a pointer', async () => {
  for (const name of ['a\u0000b', 'a\ud800b']) {
    const answer = await shop.post('/products', { sku: 'NUL', name, price: '1.00' });
    expectProblem(answer, 422);
    expect(answer.body.errors[0]).toMatchObject({ pointer: '/name', code: 'invalid_character' });
  }
  expectProblem(await shop.get('/products?q=%00'), 422);
});

test('each request leaves one line with its route, and none of its data', async () => {
  api.log.lines.length = 0;
  await shop.get(`/products/${uuidv7()}?q=secreto`);
  expect(api.log.lines.map((line) => JSON.parse(line))).toEqual([
    expect.objectContaining({
      msg: 'request',
      route: '/api/v1/products/{id}',
      status: 404,
      code: 'not_found',
      company_id: shop.id,
    }),
  ]);
  expect(api.log.lines[0]).not.toContain('secreto');
});
