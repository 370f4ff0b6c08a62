import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createTestApi, type TestApi, type TestCompany } from '../test/support/api.ts';

let api: TestApi;
let shop: TestCompany;

beforeAll(async () => {
  api = await createTestApi();
  shop = await api.company();
}, 60_000);
afterAll(() => api.close());

const anonymously = { key: null } as const;

const audited = async (action: string, entity: string) =>
  (await shop.get(`/audit?action=${action}&entity=user&entity_id=${entity}`)).body.data;

describe('log-in', () => {
  test('gives tokens that open the API as the user, and says who he is', async () => {
    const answer = await api.nobody.post(
      '/auth/login',
      { email: shop.email.toUpperCase(), password: shop.password },
      anonymously,
    );
    expect(answer.status).toBe(200);
    expect(answer.body.expires_in).toBeGreaterThanOrEqual(900);
    const me = await api.with({ Authorization: `Bearer ${answer.body.access_token}` }).get('/me');
    expect(me.body).toMatchObject({ email: shop.email, roles: ['owner'], company: { id: shop.id, ruc: shop.ruc } });
  });
  test('answers the same for a wrong password and an unknown e-mail', async () => {
    const wrong = await api.nobody.post(
      '/auth/login',
      { email: shop.email, password: 'no es esta clave' },
      anonymously,
    );
    const unknown = await api.nobody.post('/auth/login', { email: 'nadie@empresa.test', password: 'x' }, anonymously);
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    expect(wrong.body.detail).toBe(unknown.body.detail);
    expect([wrong.body.code, unknown.body.code]).toEqual(['invalid_credentials', 'invalid_credentials']);
  });
  test('locks an account after five failures in a row, for the right password too', async () => {
    const victim = await shop.user('cashier');
    for (let i = 0; i < 5; i++)
      expect((await api.nobody.post('/auth/login', { email: victim.email, password: 'mal' }, anonymously)).status).toBe(
        401,
      );
    const locked = await api.nobody.post('/auth/login', { email: victim.email, password: shop.password }, anonymously);
    expect([locked.status, locked.body.code]).toEqual([429, 'too_many_attempts']);
    expect(Number(locked.headers.get('retry-after'))).toBeGreaterThan(600);
    expect((await victim.get('/me')).status).toBe(200);
    expect(await audited('auth.lock', victim.id)).toEqual([
      expect.objectContaining({
        actor: { kind: 'system', id: null },
        after: expect.objectContaining({ failed_logins: 5 }),
      }),
    ]);
  });
  test('asks for the company only when the e-mail and password fit several', async () => {
    const other = await api.company();
    const invited = await other.post('/users', { email: shop.email, name: 'Misma Persona', roles: ['viewer'] });
    await api.nobody.post(
      '/auth/activate',
      { token: invited.body.activation_token, password: shop.password },
      anonymously,
    );
    const credentials = { email: shop.email, password: shop.password };
    const unclear = await api.nobody.post('/auth/login', credentials, anonymously);
    expect([unclear.status, unclear.body.code]).toEqual([422, 'company_ruc_required']);
    const clear = await api.nobody.post('/auth/login', { ...credentials, company_ruc: other.ruc }, anonymously);
    expect(clear.body.user.company.id).toBe(other.id);
  });
});

describe('a session', () => {
  const enter = async (member: { email: string }) =>
    (await api.nobody.post('/auth/login', { email: member.email, password: shop.password }, anonymously)).body;
  const refresh = (token: string) => api.nobody.post('/auth/refresh', { refresh_token: token }, anonymously);

  test('rotates its refresh token, and ends whole when one is used twice', async () => {
    const first = await enter(await shop.user('cashier'));
    const second = await refresh(first.refresh_token);
    expect(second.status).toBe(200);
    expect(second.body.refresh_token).not.toBe(first.refresh_token);
    const stolen = await refresh(first.refresh_token);
    expect([stolen.status, stolen.body.code]).toEqual([401, 'invalid_refresh_token']);
    expect((await refresh(second.body.refresh_token)).status).toBe(401);
    const dead = await api.with({ Authorization: `Bearer ${second.body.access_token}` }).get('/me');
    expect([dead.status, dead.body.code]).toEqual([401, 'session_ended']);
  });
  test('ends at log-out, by refresh token and by access token', async () => {
    const member = await shop.user('cashier');
    const one = await enter(member);
    expect((await api.nobody.post('/auth/logout', { refresh_token: one.refresh_token }, anonymously)).status).toBe(204);
    expect((await refresh(one.refresh_token)).status).toBe(401);
    expect(await audited('auth.logout', member.id)).toMatchObject([{ actor: { kind: 'user', id: member.id } }]);
    await api.nobody.post('/auth/logout', { refresh_token: one.refresh_token }, anonymously);
    expect(await audited('auth.logout', member.id)).toHaveLength(1);
    const two = await enter(member);
    const bearer = { Authorization: `Bearer ${two.access_token}` };
    expect((await api.with(bearer).call('POST', '/auth/logout', { key: null })).status).toBe(204);
    expect((await api.with(bearer).get('/me')).status).toBe(401);
    expect(await audited('auth.logout', member.id)).toHaveLength(2);
    expect((await api.nobody.call('POST', '/auth/logout', { key: null })).status).toBe(401);
  });
  test('outlives the rotation of the signing key', async () => {
    const before = await enter(await shop.user('cashier'));
    const kid = await api.deps.services.keyRing.rotate();
    const jwks = await api.nobody.get('/auth/jwks');
    expect(jwks.body.keys.map((key: { kid: string }) => key.kid)).toContain(kid);
    expect(jwks.body.keys.length).toBeGreaterThanOrEqual(2);
    expect((await api.with({ Authorization: `Bearer ${before.access_token}` }).get('/me')).status).toBe(200);
    const after = await refresh(before.refresh_token);
    expect((await api.with({ Authorization: `Bearer ${after.body.access_token}` }).get('/me')).status).toBe(200);
  });
  test('of a disabled user is over', async () => {
    const member = await shop.user('cashier');
    const seen = await shop.get(`/users/${member.id}`);
    const off = await shop.patch(`/users/${member.id}`, { status: 'disabled' }, seen.headers.get('etag') ?? '');
    expect(off.body.status).toBe('disabled');
    expect((await member.get('/me')).status).toBe(401);
    expect(
      (await api.nobody.post('/auth/login', { email: member.email, password: shop.password }, anonymously)).status,
    ).toBe(401);
  });
});

describe('an activation', () => {
  test('works once, and wants a long password', async () => {
    const { body } = await shop.post('/users', { email: 'nuevo@empresa.test', name: 'Nuevo', roles: ['cashier'] });
    const activate = (password: string) =>
      api.nobody.post('/auth/activate', { token: body.activation_token, password }, anonymously);
    const short = await activate('corta');
    expect([short.status, short.body.errors[0].pointer]).toEqual([422, '/password']);
    expect((await activate('una clave larga 2026')).status).toBe(200);
    const again = await activate('otra clave larga 2026');
    expect([again.status, again.body.code]).toEqual([401, 'invalid_activation_token']);
  });
});

describe('an API key', () => {
  test('opens what it was given, is shown once, and is out when revoked', async () => {
    const made = await shop.post('/api-keys', { name: 'Tienda', permissions: ['products:read'] });
    expect(made.status).toBe(201);
    const machine = api.with({ 'X-Api-Key': made.body.key });
    expect((await machine.get('/products')).status).toBe(200);
    expect((await machine.get('/customers')).status).toBe(403);
    expect((await machine.get('/me')).body).toMatchObject({ name: 'Tienda', permissions: ['products:read'] });
    expect((await shop.get(`/api-keys/${made.body.id}`)).text).not.toContain(made.body.key);
    expect((await shop.call('DELETE', `/api-keys/${made.body.id}`)).status).toBe(204);
    expect((await machine.get('/products')).status).toBe(401);
  });
  test('cannot be made with more than its maker may do', async () => {
    const manager = await shop.user('manager');
    const made = await manager.post('/api-keys', { name: 'Mucho', permissions: ['company:write'] });
    expect([made.status, made.body.code]).toEqual([403, 'forbidden']);
  });
});

test('a forged or foreign token is refused with WWW-Authenticate', async () => {
  const [header, payload] = shop.token.split('.');
  for (const token of ['x.y.z', `${header}.${payload}.AAAA`, shop.refreshToken]) {
    const answer = await api.with({ Authorization: `Bearer ${token}` }).get('/me');
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toContain('Bearer');
  }
});

test('nothing secret or personal stands in the log', () => {
  const all = api.log.lines.join('\n');
  for (const secret of [shop.password, shop.email, shop.token, shop.refreshToken, 'nuevo@empresa.test'])
    expect(all).not.toContain(secret);
});
