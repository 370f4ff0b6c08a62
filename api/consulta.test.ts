import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { inCompany } from '../db/tx.ts';
import { rucCheckDigit } from '../domain/identity/ruc.ts';
import { selfSigned } from '../platform/signing/self-signed.ts';
import { createTestApi, type TestAnswer, type TestApi, type TestCompany } from '../test/support/api.ts';

/** The buyer's look-up: who holds the paper finds the document, who guesses learns nothing. */
let api: TestApi;
let shop: TestCompany;
let documentId: string;
/** All that stands on the paper. */
let paper: Readonly<Record<string, string>>;
let client = 0;

const HTML = { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
const BUYER = 'ROSA QUISPE MAMANI';

beforeAll(async () => {
  api = await createTestApi({ trustProxy: true });
  shop = await api.company();
  const [establishment] = (await shop.get('/establishments')).body.data;
  const [warehouse] = (await shop.get('/warehouses')).body.data;
  const series = { document_type: '03', series: 'B001', establishment_id: establishment.id, next_number: 1 };
  expect((await shop.post('/series', series)).status).toBe(201);
  const { pfx, password } = selfSigned({ ruc: shop.ruc, name: 'EMPRESA S.A.C.', days: 30 });
  await shop.put('/company/certificate', { pfx_base64: pfx.toString('base64'), password });
  await shop.put('/company/sunat-credentials', { environment: 'beta', sol_user: 'MODDATOS', sol_password: 'moddatos' });
  await shop.post('/products', { sku: 'GUIA', name: 'Guía', price: '1180.00', tracks_stock: false });
  const sold = await shop.post('/sales', {
    warehouse_id: warehouse.id,
    channel: 'store',
    document_type: 'boleta',
    customer: { document_type: '1', document_number: '45678912', name: BUYER },
    lines: [{ sku: 'GUIA', quantity: '1' }],
    payments: [{ method: 'cash', amount: '1180.00' }],
  });
  documentId = sold.body.document.id;
  const { body } = await shop.get(`/documents/${documentId}`);
  paper = { ruc: shop.ruc, type: '03', series: 'B001', number: '1', date: body.issue_date, total: '1180.00' };
}, 60_000);
afterAll(() => api.close());

/** A look-up from an address of its own, unless one is given. */
function ask(change: Readonly<Record<string, string>> = {}, headers: Record<string, string> = {}): Promise<TestAnswer> {
  const from = { 'X-Forwarded-For': `198.51.${(client += 1) >> 8}.${client & 255}`, ...headers };
  return api.nobody.get(`/consulta?${new URLSearchParams({ ...paper, ...change })}`, from);
}

/** Forgets the wrong guesses of the tests before. */
const forget = (number = '1') => api.deps.lookups.limits.number.clear(`${shop.ruc}-B001-${number}`);

async function become(status: string): Promise<void> {
  await inCompany(api.deps.services.orm, shop.id, (tx) =>
    tx.run('update fiscal_document set status = $2 where id = $1', [documentId, status]),
  );
}

/** Another valid RUC, of no company here. */
function strangersRuc(): string {
  const ten = `20${String((Number(shop.ruc.slice(2, 10)) + 40_000_000) % 100_000_000).padStart(8, '0')}`;
  return ten + rucCheckDigit(ten);
}

describe('who holds the paper', () => {
  test('sees the state and the files that there are, not the buyer', async () => {
    const { status, body, text } = await ask();
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { issuer: { ruc: shop.ruc }, full_number: 'B001-1', total: '1180.00', status: 'issued', test: true },
    });
    expect(Object.keys(body.links)).toEqual(['pdf', 'ticket', 'xml']);
    expect(text).not.toContain(BUYER);
    expect(text).not.toContain('45678912');
  });

  test('may type it as it is printed: leading zeros, small letters, thousands', async () => {
    const spelled: Record<string, string>[] = [
      { number: '00000001' },
      { series: 'b001' },
      { total: '1,180.00' },
      { total: '1180' },
    ];
    for (const change of spelled) expect([change, (await ask(change)).status]).toEqual([change, 200]);
  });

  test.each([
    ['pdf', 'application/pdf', 'pdf'],
    ['ticket', 'application/pdf', 'pdf'],
    ['xml', 'application/xml', 'xml'],
  ])('fetches the %s by its link', async (format, type, ending) => {
    const { body } = await ask();
    const answer = await api.nobody.get(body.links[format]);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, type]);
    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="${shop.ruc}-03-B001-1.${ending}"`);
  });

  test('leaves an audit row for each file, as nobody of the company', async () => {
    const path = `/audit?entity=fiscal_document&entity_id=${documentId}&action=personal_data.reveal&limit=200`;
    const before = (await shop.get(path)).body.data.length;
    await ask({ format: 'xml' });
    const { data } = (await shop.get(path)).body;
    expect(data).toHaveLength(before + 1);
    expect(data[0].actor).toEqual({ kind: 'system', id: null });
  });

  test('is told that SUNAT has not answered, or gave no constancia', async () => {
    expect(await ask({ format: 'cdr' })).toMatchObject({ status: 404, body: { code: 'cdr_not_yet' } });
    await become('accepted');
    expect(await ask({ format: 'cdr' })).toMatchObject({ status: 404, body: { code: 'cdr_not_recoverable' } });
    await become('issued');
  });

  test.each([
    ['rejected', []],
    ['expired', []],
    ['voided', ['pdf', 'ticket']],
  ])('sees that a document is %s, and gets no file that vouches for it', async (status, formats) => {
    await become(status);
    const { body } = await ask();
    expect([body.status, Object.keys(body.links)]).toEqual([status, formats]);
    expect(await ask({ format: 'xml' })).toMatchObject({ status: 404, body: { code: 'document_without_effect' } });
    await become('issued');
  });
});

describe('who guesses', () => {
  test('gets the same answer whatever is wrong, and learns nothing of the company', async () => {
    const wrong: Record<string, string>[] = [
      { ruc: strangersRuc() },
      { type: '01', series: 'F001' },
      { type: '07' },
      { series: 'B002' },
      { number: '2' },
      { date: '2026-01-01' },
      { total: '1180.01' },
    ];
    const answers = await Promise.all(wrong.map((change) => ask(change)));
    const told = answers.map(({ status, body: { request_id: _id, ...body } }) => JSON.stringify({ status, body }));
    expect(new Set(told).size).toBe(1);
    expect(answers[0]).toMatchObject({ status: 404, body: { code: 'document_not_found' } });
    for (const { text } of answers) expect(text).not.toMatch(/EMPRESA/);
    await forget();
  });

  test('gets no file without all six, whatever the format', async () => {
    const asked = ['pdf', 'ticket', 'xml', 'cdr'].map((format) => ask({ total: '1.00', format }));
    const answers = await Promise.all(asked);
    expect(new Set(answers.map(({ body }) => body.code))).toEqual(new Set(['document_not_found']));
    await forget();
  });

  test('has ten tries for a number from all addresses together, even at once', async () => {
    const tries = Array.from({ length: 30 }, (_none, n) => ask({ number: '77', total: `${n + 1}.00` }));
    const statuses = (await Promise.all(tries)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 404)).toHaveLength(10);
    expect(statuses.filter((status) => status === 429)).toHaveLength(20);
    const limited = await ask({ number: '00077' });
    expect(limited).toMatchObject({ status: 429, body: { code: 'too_many_attempts' } });
    expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  test('cannot tell by the limit whether a number exists; who is right uses nothing up', async () => {
    for (let n = 0; n < 15; n += 1) expect((await ask()).status).toBe(200);
    const wrong = (number: string) => ask({ number, total: '9.00' });
    for (let n = 0; n < 10; n += 1) for (const number of ['1', '88']) expect((await wrong(number)).status).toBe(404);
    expect([(await wrong('1')).status, (await wrong('88')).status]).toEqual([429, 429]);
    await forget();
  });

  test('has twenty look-ups a minute from one address, and from one network under IPv6', async () => {
    for (const from of [() => '203.0.113.7', (n: number) => `2001:db8:1:2::${n.toString(16)}`]) {
      const tries = Array.from({ length: 25 }, (_none, n) =>
        ask({ number: String(1000 + n) }, { 'X-Forwarded-For': from(n) }),
      );
      const statuses = (await Promise.all(tries)).map(({ status }) => status);
      expect(statuses.filter((status) => status === 404)).toHaveLength(20);
      expect(statuses.filter((status) => status === 429)).toHaveLength(5);
    }
  });

  test('leaves nothing of what was typed in the log, and a count in the metrics', async () => {
    api.log.lines.length = 0;
    api.lookedUp.length = 0;
    await ask();
    await ask({ format: 'xml' });
    await ask({ total: '3.00' });
    await ask({ ruc: '1' });
    expect(api.lookedUp).toEqual(['found', 'file', 'not_found', 'invalid']);
    expect(api.log.lines).toHaveLength(4);
    for (const line of api.log.lines) {
      expect(JSON.parse(line).route).toBe('/consulta');
      expect(line).not.toContain(shop.ruc);
      expect(line).not.toContain('B001');
    }
    await forget();
  });

  test.each([
    ['ruc', '20100000001', 'invalid_ruc'],
    ['ruc', '', 'invalid_ruc'],
    ['type', '09', 'invalid_value'],
    ['series', 'B0011', 'invalid_format'],
    ['number', '0', 'invalid_format'],
    ['number', '123456789', 'invalid_format'],
    ['date', '2026-02-30', 'invalid_date'],
    ['total', '-1', 'invalid_format'],
    ['total', '1180,00', 'invalid_format'],
    ['format', 'doc', 'invalid_value'],
  ])('is told by a pointer that %s=%s is not possible', async (name, value, code) => {
    const { status, body } = await ask({ [name]: value });
    expect({ status, errors: body.errors }).toMatchObject({ status: 422, errors: [{ pointer: `/${name}`, code }] });
  });

  test('is told what is missing', async () => {
    const { status, body } = await api.nobody.get(`/consulta?ruc=${shop.ruc}`);
    expect(status).toBe(422);
    const pointers = body.errors.map((one: { pointer: string; code: string }) => `${one.pointer} ${one.code}`);
    expect(pointers).toEqual(['type', 'series', 'number', 'date', 'total'].map((name) => `/${name} required`));
  });
});

describe('the page', () => {
  const policyOf = (answer: TestAnswer) => answer.headers.get('content-security-policy') ?? '';

  test('is a form with a label for each field, without script, in its own style only', async () => {
    const answer = await api.nobody.get('/consulta');
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(answer.text).toMatch(/<html lang="es">/);
    for (const name of Object.keys(paper)) {
      expect(answer.text).toContain(`<label for="${name}">`);
      expect(answer.text).toMatch(new RegExp(`<(input|select) id="${name}" name="${name}" required`));
    }
    expect(answer.text).not.toMatch(/<script|https?:|style=/);
    const style = /<style>([\s\S]*)<\/style>/.exec(answer.text)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(policyOf(answer)).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
    );
  });

  test('shows the document with links that work', async () => {
    const { status, text } = await ask({}, HTML);
    expect(status).toBe(200);
    expect(text).toContain('Boleta de venta electrónica B001-1');
    expect(text).toContain('Documento de prueba');
    const links = [...text.matchAll(/href="(\/consulta\?[^"]+)"/g)].map(([, href = '']) =>
      href.replaceAll('&#38;', '&'),
    );
    expect(links).toHaveLength(3);
    for (const link of links) expect((await api.nobody.get(link)).status).toBe(200);
  });

  test('says what is wrong at its field, keeps what was typed, and never takes it for HTML', async () => {
    const evil = '"><script>alert(1)</script>';
    const answer = await ask({ total: evil }, HTML);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([422, 'text/html; charset=utf-8']);
    expect(answer.text).not.toContain('<script');
    expect(answer.text).toContain('aria-invalid="true" aria-describedby="total-hint total-fault"');
    expect(answer.text).toContain(`value="${shop.ruc}"`);
    expect(policyOf(answer)).toContain("default-src 'none'");
  });

  test('answers a browser in HTML also where nothing is found, or too often asked', async () => {
    const from = { ...HTML, 'X-Forwarded-For': '203.0.113.99' };
    const missed = await ask({ number: '4321' }, from);
    expect([missed.status, missed.text.includes('role="alert"')]).toEqual([404, true]);
    for (let n = 0; n < 19; n += 1) await ask({ number: String(5000 + n) }, from);
    const limited = await ask({ number: '4321' }, from);
    expect([limited.status, limited.headers.has('retry-after')]).toEqual([429, true]);
    expect(limited.text).toContain('Demasiadas consultas');
  });
});

test('the function behind the look-up answers ids only, to the application alone', async () => {
  const app = new pg.Client({ connectionString: api.database.appUrl });
  const root = new pg.Client({ connectionString: api.database.superUrl });
  await Promise.all([app.connect(), root.connect()]);
  try {
    const { ruc, type, series, number, date, total } = paper;
    const values = [ruc, type, series, number, date, total];
    const { rows } = await app.query('select * from lookup_document($1, $2, $3, $4, $5, $6)', values);
    expect(rows).toEqual([{ company_id: shop.id, id: documentId }]);
    const stranger = await app.query('select * from lookup_document($1, $2, $3, $4, $5, $6)', [
      ...[strangersRuc(), type, series, number, date, total],
    ]);
    expect(stranger.rows).toEqual([]);
    const signature = 'lookup_document(text, text, text, integer, date, numeric)';
    const granted = await root.query(
      `select r, has_function_privilege(r, $1, 'execute') as may from unnest(array['hub_app', 'hub_relay', 'public']) r`,
      [signature],
    );
    expect(Object.fromEntries(granted.rows.map(({ r, may }) => [r, may]))).toEqual({
      ...{ hub_app: true, hub_relay: false, public: false },
    });
  } finally {
    await Promise.all([app.end(), root.end()]);
  }
});
