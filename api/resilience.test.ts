import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createOrm } from '../db/orm.ts';
import { createRateLimiter } from '../platform/rate-limit.ts';
import { createTestApi, type JsonObject, type TestApi, type TestCompany } from '../test/support/api.ts';
import { ok } from './answer.ts';
import { createApp } from './app.ts';
import type { AppDeps } from './deps.ts';
import { runChecks } from './health.ts';
import { definePublicRoute, defineRoute } from './routes/define.ts';

let api: TestApi;
let shop: TestCompany;

beforeAll(async () => {
  api = await createTestApi();
  shop = await api.company();
}, 60_000);
afterAll(() => api.close());

const plain = {
  method: 'get',
  tag: 'test',
  summary: 'A route of the test',
  answers: { 200: { description: 'ok' } },
} as const;

async function ask(deps: AppDeps, handler: () => Promise<ReturnType<typeof ok>>) {
  const app = createApp(deps, [definePublicRoute({ ...plain, path: '/api/v1/probe', handler })]);
  const response = await app.request('/api/v1/probe');
  const body: JsonObject = JSON.parse(await response.text());
  return { status: response.status, headers: response.headers, body };
}

test('a credential over its rate gets 429 with Retry-After; others and the probes do not', async () => {
  const limiter = createRateLimiter({ name: 'tight', points: 3, duration: 60 });
  const app = createApp({ ...api.deps, limiter });
  const get = (path: string, token = shop.token) =>
    app.request(path, { headers: { Authorization: `Bearer ${token}` } });
  for (let i = 0; i < 3; i++) expect((await get('/api/v1/me')).status).toBe(200);
  const refused = await get('/api/v1/me');
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  const other = await shop.user('cashier');
  expect((await get('/api/v1/me', other.token)).status).toBe(200);
  for (let i = 0; i < 6; i++) expect((await get('/health/live')).status).toBe(200);
});

describe('a wrong API key', () => {
  const ask = async (services: AppDeps['services'], key: string, path = '/api/v1/products') => {
    const response = await createApp({ ...api.deps, services }).request(path, { headers: { 'X-Api-Key': key } });
    return { status: response.status, body: JSON.parse(await response.text()), headers: response.headers };
  };
  const servicesWith = (points: number): AppDeps['services'] => {
    const { services } = api.deps;
    const apiKey = createRateLimiter({ name: 'keys', points, duration: 60 });
    return { ...services, limits: { ...services.limits, apiKey } };
  };
  const unknown = (serial: number) => `hk_${String(serial).padStart(43, 'A')}`;

  test('that has not the shape of one never reaches the database', async () => {
    const orm = createOrm({ url: 'postgresql://hub_app:x@127.0.0.1:1/hub', poolMax: 2 });
    const services = { ...servicesWith(100), orm };
    for (const key of ['hk_', 'hk_short', `hk_${'A'.repeat(44)}`, `hk_${'ñ'.repeat(43)}`, `xx_${'A'.repeat(43)}`])
      expect((await ask(services, encodeURI(key))).status).toBe(401);
    expect((await ask(services, unknown(0))).status).toBe(503);
    await orm.close(true);
  });
  test('is answered 429 after too many from one address, before the database; good keys count nothing', async () => {
    const made = await shop.post('/api-keys', { name: 'Buena', permissions: ['products:read'] });
    const services = servicesWith(3);
    for (let i = 0; i < 5; i++) {
      services.access.clear();
      expect((await ask(services, made.body.key)).status).toBe(200);
    }
    for (let i = 0; i < 3; i++) expect((await ask(services, unknown(i))).status).toBe(401);
    const refused = await ask(services, unknown(9));
    expect([refused.status, refused.body.code]).toEqual([429, 'too_many_attempts']);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await ask(services, made.body.key)).status).toBe(200);
  });
});

test('a request that hangs is answered 503 with Retry-After', async () => {
  const answer = await ask({ ...api.deps, timeoutMs: 20 }, () => new Promise(() => undefined));
  expect([answer.status, answer.body.code]).toEqual([503, 'timeout']);
  expect(answer.headers.get('retry-after')).toBe('2');
});

test('an unforeseen error tells nothing of itself, and is logged under the request id', async () => {
  api.log.lines.length = 0;
  const answer = await ask(api.deps, () => Promise.reject(new Error('tabla secreta')));
  expect([answer.status, answer.body.code]).toEqual([500, 'internal_error']);
  expect(JSON.stringify(answer.body)).not.toContain('secreta');
  expect(api.log.lines.some((line) => line.includes('unforeseen error') && line.includes(answer.body.request_id))).toBe(
    true,
  );
});

test.each([
  ['22001', 422, 'invalid_input'],
  ['23503', 422, 'invalid_input'],
  ['23514', 422, 'invalid_input'],
  ['23505', 409, 'already_exists'],
  ['57P03', 503, 'database_unavailable'],
])('what the database refuses with %s is %i %s, never a bare 500', async (sqlstate, status, code) => {
  const answer = await ask(api.deps, () =>
    Promise.reject(new Error('refused', { cause: Object.assign(new Error('x'), { code: sqlstate }) })),
  );
  expect([answer.status, answer.body.code]).toEqual([status, code]);
});

test('Temporal that is away is 503 with Retry-After', async () => {
  const answer = await ask(api.deps, () => Promise.reject(Object.assign(new Error('14 UNAVAILABLE'), { code: 14 })));
  expect([answer.status, answer.body.code]).toEqual([503, 'workflow_engine_unavailable']);
  expect(answer.headers.get('retry-after')).toBeTruthy();
});

test('a database that is down is 503 for everybody, and not an unknown credential', async () => {
  const orm = createOrm({ url: 'postgresql://hub_app:x@127.0.0.1:1/hub', poolMax: 2 });
  const app = createApp({ ...api.deps, services: { ...api.deps.services, orm } });
  api.deps.services.access.clear();
  const response = await app.request('/api/v1/me', { headers: { Authorization: `Bearer ${shop.token}` } });
  expect(response.status).toBe(503);
  expect(response.headers.get('retry-after')).toBeTruthy();
  await orm.close(true);
});

describe('health', () => {
  const check = (name: string, own: boolean, vital: boolean, fails: boolean) => ({
    name,
    own,
    vital,
    run: () => (fails ? Promise.reject(new Error('down')) : Promise.resolve()),
  });
  test('is degraded but served when an outside system fails, and down when a vital part does', async () => {
    const outside = await runChecks([check('database', true, true, false), check('sunat', false, false, true)]);
    expect([outside.status, outside.body]).toEqual([
      200,
      { status: 'degraded', checks: { database: 'ok', sunat: 'down' } },
    ]);
    const vital = await runChecks([check('database', true, true, true)]);
    expect([vital.status, vital.headers['Retry-After']]).toEqual([503, '5']);
  });
});

test('the permission of a route is checked before its body, and the target before the fields', async () => {
  const app = createApp(api.deps, [
    defineRoute({
      ...plain,
      path: '/api/v1/probe',
      permission: 'audit:read',
      handler: () => Promise.resolve(ok({})),
    }),
  ]);
  const cashier = await shop.user('cashier');
  const response = await app.request('/api/v1/probe', { headers: { Authorization: `Bearer ${cashier.token}` } });
  expect(response.status).toBe(403);
});
