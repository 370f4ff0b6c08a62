import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { defaultPayloadConverter } from '@temporalio/common';
import { type Caller, createTestApi, type TestApi, type TestCompany } from '../test/support/api.ts';

/** Reads payloads as Temporal's Web UI does: a cookie from the log-in page, then one POST for each set. */
const UI = 'http://127.0.0.1:8233';
let api: TestApi;
let shop: TestCompany;

beforeAll(async () => {
  api = await createTestApi();
  shop = await api.company();
}, 60_000);
afterAll(() => api.close());

async function enter(email: string, password: string): Promise<{ status: number; cookie: string; header: string }> {
  const raw = new URLSearchParams({ email, password }).toString();
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
  const answer = await api.nobody.call('POST', '/codec/login', { raw, headers, key: null });
  const header = answer.headers.get('set-cookie') ?? '';
  return { status: answer.status, header, cookie: header.split(';')[0] ?? '' };
}

/** A summary as it stands in a workflow's history, in the form in which the UI sends it. */
async function payloadOf(text: string, companyId: string) {
  const context = { type: 'workflow', namespace: 'default', workflowId: `${companyId}/sale/1` } as const;
  const [payload] = await api.deps.codec.encode([defaultPayloadConverter.toPayload(text)], context);
  const entries = Object.entries(payload?.metadata ?? {}).map(([key, value]) => [
    key,
    Buffer.from(value).toString('base64'),
  ]);
  return { metadata: Object.fromEntries(entries), data: Buffer.from(payload?.data ?? []).toString('base64') };
}

const decode = (caller: Caller, payloads: unknown[], headers: Record<string, string> = {}) =>
  caller.call('POST', '/codec/decode?preserveStorageRefs=true', {
    body: { payloads },
    key: null,
    headers: { Origin: UI, 'X-Namespace': 'default', ...headers },
  });
const textOf = (payload: { data: string }) => JSON.parse(Buffer.from(payload.data, 'base64').toString('utf8'));

describe('the log-in page', () => {
  test('is a form under its own policy, and gives an HttpOnly cookie for the codec alone', async () => {
    const form = await api.nobody.get('/codec/login');
    expect(form.headers.get('content-security-policy')).toContain("form-action 'self'");
    expect(form.text).toContain('<form method="post" action="/codec/login">');
    const { status, header } = await enter(shop.email, shop.password);
    expect(status).toBe(200);
    for (const part of ['HttpOnly', 'SameSite=Strict', 'Path=/codec']) expect(header).toContain(part);
  });
  test('lets in nobody without operations:decode or with a wrong password', async () => {
    const cashier = await shop.user('cashier');
    expect(await enter(cashier.email, shop.password)).toMatchObject({ status: 403, cookie: '' });
    expect((await enter(shop.email, 'mal')).status).toBe(401);
  });
  test('gives a token that opens nothing but the codec', async () => {
    const { cookie } = await enter(shop.email, shop.password);
    const token = cookie.split('=')[1] ?? '';
    expect((await api.with({ Authorization: `Bearer ${token}` }).get('/me')).status).toBe(401);
    const bearer = api.with({ Cookie: `hub_codec=${shop.token}` });
    expect((await decode(bearer, [])).status).toBe(401);
  });
});

describe('a decode', () => {
  test('shows the payloads of the own company and leaves those of another shut', async () => {
    const other = await api.company();
    const { cookie } = await enter(shop.email, shop.password);
    const plain = {
      metadata: { encoding: Buffer.from('json/plain').toString('base64') },
      data: Buffer.from('"x"').toString('base64'),
    };
    const mine = await payloadOf('Venta de 2 productos', shop.id);
    const theirs = await payloadOf('Ajeno', other.id);
    const broken = { ...mine, data: Buffer.from('basura que no abre').toString('base64') };
    api.log.lines.length = 0;
    const answer = await decode(api.with({ Cookie: cookie }), [mine, theirs, plain, broken]);
    expect(answer.status).toBe(200);
    expect(textOf(answer.body.payloads[0])).toBe('Venta de 2 productos');
    expect(answer.body.payloads.slice(1)).toEqual([theirs, plain, broken]);
    const line = api.log.lines.map((text) => JSON.parse(text)).find(({ msg }) => msg === 'payloads decoded');
    expect(line).toMatchObject({ company_id: shop.id, actor_kind: 'user', payloads: 4, decoded: 1 });
    expect(api.log.lines.join()).not.toContain('Venta de 2');
  });
  test('answers the exact origin of the Web UI with credentials, and no other', async () => {
    const { cookie } = await enter(shop.email, shop.password);
    const reader = api.with({ Cookie: cookie });
    const good = await decode(reader, []);
    expect(good.headers.get('access-control-allow-origin')).toBe(UI);
    expect(good.headers.get('access-control-allow-credentials')).toBe('true');
    for (const origin of ['http://localhost:8233', 'http://127.0.0.1:8233.evil.test', 'null', 'https://evil.test']) {
      const bad = await decode(reader, [], { Origin: origin });
      expect([bad.status, bad.headers.get('access-control-allow-origin')]).toEqual([403, null]);
    }
  });
  test('answers the preflight with what the Web UI sends', async () => {
    const answer = await api.nobody.call('OPTIONS', '/codec/decode', { headers: { Origin: UI } });
    expect(answer.status).toBe(204);
    expect(answer.headers.get('access-control-allow-headers')).toBe('Authorization, Content-Type, X-Namespace');
    expect(answer.headers.get('access-control-allow-origin')).toBe(UI);
  });
  test('wants a credential with the permission, and a readable body', async () => {
    expect((await decode(api.nobody, [])).status).toBe(401);
    expect((await decode(await shop.user('manager'), [])).status).toBe(403);
    expect((await decode(shop, ['no'])).status).toBe(422);
  });
  test('reads what encode wrote for the same company', async () => {
    const plain = {
      metadata: { encoding: Buffer.from('json/plain').toString('base64') },
      data: Buffer.from('"hola"').toString('base64'),
    };
    const encoded = await shop.call('POST', '/codec/encode', { body: { payloads: [plain] }, key: null });
    expect(encoded.text).not.toContain(plain.data);
    expect(textOf((await decode(shop, encoded.body.payloads)).body.payloads[0])).toBe('hola');
  });
});
