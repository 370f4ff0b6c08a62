import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { createTestApi, type TestApi, type TestCompany } from '../test/support/api.ts';

/** What somebody with bad intentions tries from outside. */
let api: TestApi;
let shop: TestCompany;

beforeAll(async () => {
  api = await createTestApi({ trustProxy: true });
  shop = await api.company();
}, 60_000);
afterAll(() => api.close());

jest.setTimeout(30_000);

const anonymously = { key: null } as const;
const form = { 'Content-Type': 'application/x-www-form-urlencoded' };

describe('a log-in', () => {
  test('tried a hundred times at once counts each try before it is judged', async () => {
    const victim = await shop.user('cashier');
    const tries = Array.from({ length: 100 }, (_none, n) =>
      api.nobody.post('/auth/login', { email: victim.email, password: `clave ${n}` }, anonymously),
    );
    const statuses = (await Promise.all(tries)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(30);
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(70);
  });

  describe('that strangers try to lock', () => {
    const from = (address: string) => ({ headers: { 'X-Forwarded-For': address }, key: null });
    const enter = (email: string, password: string, address: string) =>
      api.nobody.post('/auth/login', { email, password }, from(address));

    test('stays open to its owner at a network he came in from, and to nobody else', async () => {
      const owner = await shop.user('cashier');
      expect((await enter(owner.email, shop.password, '198.51.100.7')).status).toBe(200);
      for (let n = 0; n < 20; n += 1)
        expect((await enter(owner.email, `clave ${n}`, `203.0.113.${100 + n}`)).status).toBe(401);
      const stranger = await enter(owner.email, shop.password, '203.0.113.200');
      expect([stranger.status, stranger.body.code]).toEqual([429, 'too_many_attempts']);
      for (let n = 0; n < 40; n += 1) await enter(owner.email, `clave ${n}`, `203.0.113.${100 + n}`);
      expect((await enter(owner.email, shop.password, '198.51.100.7')).status).toBe(200);
      expect((await enter(owner.email, shop.password, '203.0.113.200')).status).toBe(429);
      const locks = (await shop.get(`/audit?action=auth.lock&entity=user&entity_id=${owner.id}`)).body.data;
      expect(locks).toMatchObject([{ after: { failed_logins: 20, from: 'strangers' } }]);
    });

    test('is locked at one network only by failures there, for the right password too', async () => {
      const owner = await shop.user('cashier');
      const [home, office] = ['2001:db8:1:1::5', '2001:db8:1:2::5'];
      for (const network of [home, office]) expect((await enter(owner.email, shop.password, network)).status).toBe(200);
      for (let n = 0; n < 5; n += 1)
        expect((await enter(owner.email, 'mal', `2001:db8:1:1::${n + 10}`)).status).toBe(401);
      expect((await enter(owner.email, shop.password, home)).status).toBe(429);
      expect((await enter(owner.email, shop.password, office)).status).toBe(200);
    });
  });

  test('that succeeds does not use up the tries of its address', async () => {
    const someone = await shop.user('cashier');
    const from = { headers: { 'X-Forwarded-For': '203.0.113.9' }, key: null };
    for (let n = 0; n < 25; n += 1) {
      const answer = await api.nobody.post('/auth/login', { email: someone.email, password: shop.password }, from);
      expect(answer.status).toBe(200);
    }
    const verdict = await api.deps.services.limits.address.take('203.0.113.9', 0);
    expect(verdict.remaining).toBe(100);
  });
});

describe("the codec's log-in page", () => {
  test('does not read a body of any size', async () => {
    const raw = `email=x%40y.pe&password=${'a'.repeat(3_000_000)}`;
    const answer = await api.nobody.call('POST', '/codec/login', { raw, headers: form, ...anonymously });
    expect([answer.status, answer.body.code]).toEqual([413, 'payload_too_large']);
  });

  test('takes the form of its own page behind a proxy that ends TLS', async () => {
    const raw = new URLSearchParams({ email: shop.email, password: shop.password }).toString();
    const enter = (headers: Record<string, string>) =>
      api.nobody.call('POST', '/codec/login', { raw, headers: { ...form, ...headers }, ...anonymously });
    const secure = { 'X-Forwarded-Proto': 'https' };
    const own = await enter({ ...secure, Origin: 'https://localhost' });
    expect(own.status).toBe(200);
    expect(own.headers.get('set-cookie')).toContain('Secure');
    expect((await enter({ ...secure, Origin: 'https://evil.example' })).status).toBe(403);
  });
});

describe('an Idempotency-Key', () => {
  test("does not give one user's new secret to another user of the company", async () => {
    const manager = await shop.user('manager');
    const key = 'clave-adivinada-0001';
    const body = { name: 'Robo', permissions: ['company:write'] };
    const first = await shop.post('/api-keys', body, { key });
    expect(first.status).toBe(201);
    const stolen = await manager.post('/api-keys', body, { key });
    expect([stolen.status, stolen.body.code]).toEqual([422, 'idempotency_key_reused']);
    expect(stolen.text).not.toContain(first.body.key);
    expect((await shop.post('/api-keys', body, { key })).body.key).toBe(first.body.key);
    const invitation = { email: 'invitada@empresa.test', name: 'Invitada', roles: ['owner'] };
    await shop.post('/users', invitation, { key });
    expect((await manager.post('/users', invitation, { key })).status).toBe(422);
  });
});

describe('odd JSON', () => {
  test('is refused with 400 or 422, never with 500', async () => {
    const bodies = [
      '{"__proto__": {"admin": true}, "sku": "A", "name": "B", "price": "1"}',
      '{"constructor": {"prototype": {"x": 1}}, "sku": "A", "name": "B", "price": "1"}',
      '{"sku": "A", "name": "B", "price": 1e999}',
      '{"sku": "A", "name": "B", "price": "1e999"}',
      '{"sku": "A", "name": "a\\u0000b", "price": "1"}',
      '{"sku": "A", "name": "\\ud800", "price": "1"}',
      `{"sku": "A", "name": ${'['.repeat(100_000)}${']'.repeat(100_000)}, "price": "1"}`,
      `{"sku": "A", "name": "B", "price": "${'9'.repeat(100_000)}"}`,
      '[]',
      'null',
      '"x"',
    ];
    for (const raw of bodies) {
      const { status } = await shop.call('POST', '/products', { raw });
      expect([raw.slice(0, 60), [400, 422].includes(status)]).toEqual([raw.slice(0, 60), true]);
    }
    expect(Reflect.get({}, 'admin')).toBeUndefined();
  });

  test('and odd queries too', async () => {
    for (const query of [
      'q=%00',
      'q=%ED%A0%80',
      'cursor=AAAA',
      'limit=0',
      'limit=1e9',
      '__proto__=x',
      'q=%',
      'from=9999-99-99',
    ]) {
      const { status } = await shop.get(`/products?${query}`);
      expect([query, status < 500]).toEqual([query, true]);
    }
    for (const from of ['9999-12-31', '0001-01-01', '9999-12-31T23:59:59Z', '0000-01-01T00:00:00Z'])
      expect([from, (await shop.get(`/sales?from=${from}&to=${from}`)).status < 500]).toEqual([from, true]);
  });
});
