import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { call, cdrCode, control } from './testing/client.ts';
import { EXAMPLE_RUC } from './testing/example-bill.ts';
import { type Fixture, openFixture } from './testing/fixture.ts';

let fixture: Fixture;

beforeAll(async () => {
  fixture = await openFixture();
  await fixture.submit(fixture.bill('01', 1));
  await fixture.submit(fixture.bill('03', 1));
  await fixture.fault('sendBill', 'reject', { code: '2017' });
  await fixture.submit(fixture.bill('01', 2));
});
afterAll(() => fixture.close());

const ask = (operation: string, type: string, series: string, number: string, ruc = EXAMPLE_RUC) =>
  call(fixture.url, operation, {
    rucComprobante: ruc,
    tipoComprobante: type,
    serieComprobante: series,
    numeroComprobante: number,
  });

describe('getStatusCdr', () => {
  test('gives back the CDR that was sent, also of a rejection', async () => {
    const found = await ask('getStatusCdr', '01', 'F001', '1');
    expect([found.statusCode, cdrCode(found)]).toEqual(['0004', '0']);
    expect(cdrCode(await ask('getStatusCdr', '01', 'F001', '2'))).toBe('2017');
  });

  test.each([
    ['0010', "a boleta's series", '01', 'B001', '1', EXAMPLE_RUC],
    ['0009', 'the type 03', '03', 'B001', '1', EXAMPLE_RUC],
    ['0011', 'what was never sent', '01', 'F001', '99', EXAMPLE_RUC],
    ['0012', "another issuer's", '01', 'F001', '1', '20131312955'],
    ['0007', 'a number that is none', '01', 'F001', 'uno', EXAMPLE_RUC],
  ])('answers %s for %s', async (code, _what, type, series, number, ruc) => {
    const answer = await ask('getStatusCdr', type, series, number, ruc);
    expect([answer.status, answer.statusCode, answer.cdr]).toEqual([200, code, undefined]);
  });

  test('can fail on demand', async () => {
    await fixture.fault('getStatusCdr', 'http', { status: 502 });
    expect((await ask('getStatusCdr', '01', 'F001', '1')).status).toBe(502);
    await fixture.fault('getStatusCdr', 'fault', { code: '0200' });
    expect((await ask('getStatusCdr', '01', 'F001', '1')).fault).toBe('0200');
  });
});

test("the consult's getStatus tells accepted from rejected", async () => {
  expect((await ask('getStatus', '01', 'F001', '1')).statusCode).toBe('0001');
  const rejected = await ask('getStatus', '01', 'F001', '2');
  expect(rejected.statusCode).toBe('0002');
  expect(rejected.body).toContain('getStatusResponse');
});

const tokenSchema = z.object({ access_token: z.string(), expires_in: z.number() });
const answerSchema = z.object({ success: z.boolean(), data: z.object({ estadoCp: z.string() }).nullish() });

function askToken(client: string, secret: string, scope = 'https://api.sunat.gob.pe/v1/contribuyente/contribuyentes') {
  const form = { grant_type: 'client_credentials', scope, client_id: client, client_secret: secret };
  return fetch(`${fixture.url}/v1/clientesextranet/${client}/oauth2/token/`, {
    method: 'POST',
    body: new URLSearchParams(form),
  });
}

async function validity(changes: object = {}, token?: string): Promise<Response> {
  const bearer = token ?? tokenSchema.parse(await (await askToken('MODDATOS', 'moddatos')).json()).access_token;
  const query = {
    numRuc: EXAMPLE_RUC,
    codComp: '03',
    numeroSerie: 'B001',
    numero: '1',
    fechaEmision: '25/11/2026',
    monto: '118.00',
    ...changes,
  };
  return fetch(`${fixture.url}/v1/contribuyente/contribuyentes/${EXAMPLE_RUC}/validarcomprobante`, {
    method: 'POST',
    headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
    body: JSON.stringify(query),
  });
}

const state = async (changes?: object) => answerSchema.parse(await (await validity(changes)).json()).data?.estadoCp;

describe('the validity query', () => {
  test('knows boletas and facturas; what is rejected, unknown or differs in date or amount is 0', async () => {
    expect(await state()).toBe('1');
    expect(await state({ codComp: '01', numeroSerie: 'F001' })).toBe('1');
    expect(await state({ codComp: '01', numeroSerie: 'F001', numero: '2' })).toBe('0');
    expect(await state({ numero: '99' })).toBe('0');
    expect(await state({ monto: '118.01' })).toBe('0');
    expect(await state({ fechaEmision: '24/11/2026' })).toBe('0');
    expect(await state({ monto: '118' })).toBe('1');
  });

  test("needs a token, which needs the client's secret and the scope", async () => {
    expect((await validity({}, 'x.y')).status).toBe(401);
    expect((await askToken('MODDATOS', 'otra')).status).toBe(401);
    expect((await askToken('MODDATOS', 'moddatos', 'otro')).status).toBe(400);
    expect((await validity({ fechaEmision: '2026-11-25' })).status).toBe(422);
  });

  test('a registered client asks for its own RUC only, and its token outlives a restart', async () => {
    const own = { ruc: EXAMPLE_RUC, user: 'CAJA', password: 'x', client_id: 'propio', client_secret: 's' };
    const other = { ruc: '20131312955', user: 'CAJA', password: 'x', client_id: 'ajeno', client_secret: 's' };
    for (const issuer of [own, other]) await control(fixture.url, 'POST', '/issuers', issuer);
    const token = async (id: string) => tokenSchema.parse(await (await askToken(id, 's')).json()).access_token;
    expect((await validity({}, await token('ajeno'))).status).toBe(401);
    const mine = await token('propio');
    await fixture.restart();
    expect((await validity({}, mine)).status).toBe(200);
  });

  test('can fail on demand', async () => {
    await fixture.fault('validity', 'http', { status: 503 });
    expect((await validity()).status).toBe(503);
    await fixture.fault('validity', 'fault', { code: '0100' });
    expect(answerSchema.parse(await (await validity()).json()).success).toBe(false);
    await fixture.fault('validity', 'lost_answer');
    await expect(validity()).rejects.toThrow();
  });
});
