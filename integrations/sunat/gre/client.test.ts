import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { zipXml } from '../../../platform/signing/zip.ts';
import { createGreClient } from './client.ts';

const ENDPOINTS = { bill: 'https://x/bill', greToken: 'https://seguridad/v1/clientessol', gre: 'https://cpe/v1/gem' };
const CREDENTIALS = {
  ruc: '20601234565',
  solUser: 'MODDATOS',
  solPassword: 'clave',
  clientId: 'c-1',
  clientSecret: 's-1',
};
const FILE = '20601234565-09-T001-7';
const ZIP = Buffer.from('zip');
const LINK = 'https://e-factura.sunat.gob.pe/v1/contribuyente/gre/comprobantes/descargaqr?hashqr=abc';

interface Call {
  readonly url: string;
  readonly init: RequestInit;
}
const bodyOf = (call: Call | undefined): string => (typeof call?.init.body === 'string' ? call.init.body : '');
type Reply = Response | Error | (() => Response | Error | Promise<Response>);

const json = (body: unknown, status = 200): Response => new Response(JSON.stringify(body), { status });
const token = (name = 't-1', seconds: unknown = 3600): Response =>
  json({ access_token: name, token_type: 'JWT', expires_in: seconds });

/** Answers in order: first queue for tokens, second for the service. */
function fake(tokens: Reply[], service: Reply[], now = { at: 0 }) {
  const calls: Call[] = [];
  const observed: string[] = [];
  const client = createGreClient({
    ...{ timeoutMs: 1000, now: () => now.at },
    observe: (operation, kind) => observed.push(`${operation} ${kind}`),
    fetch: async (url, init) => {
      const address = url instanceof Request ? url.url : url.toString();
      calls.push({ url: address, init: init ?? {} });
      const next = (address.includes('/oauth2/') ? tokens : service).shift();
      const reply = typeof next === 'function' ? await next() : next;
      if (reply instanceof Response) return reply;
      throw reply ?? new Error('no more answers');
    },
  });
  return {
    ...{ calls, observed, now },
    send: () => client.send(ENDPOINTS, CREDENTIALS, FILE, ZIP, { requestId: 'r-1' }),
    status: () => client.status(ENDPOINTS, CREDENTIALS, { fileName: FILE, ticket: 'T-1' }),
  };
}

const cdr = (code: string, { id = 'T001-7', note = '' } = {}): string => {
  const xml =
    '<?xml version="1.0" encoding="UTF-8"?><ar:ApplicationResponse xmlns:ar="urn:x" xmlns:cac="urn:a" xmlns:cbc="urn:b">' +
    `${note}<cac:DocumentResponse><cac:Response><cbc:ReferenceID>${id}</cbc:ReferenceID><cbc:ResponseCode>${code}</cbc:ResponseCode>` +
    '<cbc:Description>texto</cbc:Description></cac:Response><cac:DocumentReference>' +
    `<cbc:ID>${id}</cbc:ID><cbc:DocumentDescription>${LINK}</cbc:DocumentDescription>` +
    '</cac:DocumentReference></cac:DocumentResponse></ar:ApplicationResponse>';
  return zipXml('R-x', Buffer.from(xml)).toString('base64');
};

describe('the token', () => {
  test('is asked for by RUC and SOL user, kept, and renewed a minute before it ends', async () => {
    const hub = fake(
      [token('t-1', 3600), token('t-2')],
      [1, 2, 3].map(() => () => json({ numTicket: 'T-1' })),
    );
    await hub.send();
    hub.now.at = 3_539_000;
    await hub.send();
    hub.now.at = 3_541_000;
    await hub.send();
    const [first] = hub.calls;
    expect(first?.url).toBe('https://seguridad/v1/clientessol/c-1/oauth2/token/');
    expect(Object.fromEntries(new URLSearchParams(bodyOf(first)))).toEqual({
      ...{ grant_type: 'password', scope: 'https://api-cpe.sunat.gob.pe', client_id: 'c-1', client_secret: 's-1' },
      ...{ username: '20601234565MODDATOS', password: 'clave' },
    });
    const bearers = hub.calls
      .filter(({ url }) => url.includes('/gem/'))
      .map(({ init }) => new Headers(init.headers).get('authorization'));
    expect(bearers).toEqual(['Bearer t-1', 'Bearer t-1', 'Bearer t-2']);
  });

  test('is asked for once by callers at once, also when it ran out', async () => {
    const hub = fake(
      [token('t-1', 3600), token('t-2')],
      Array.from({ length: 8 }, () => () => json({ numTicket: 'T-1' })),
    );
    await Promise.all([hub.send(), hub.send(), hub.status(), hub.send()]);
    hub.now.at = 3_600_000;
    await Promise.all([hub.send(), hub.send(), hub.send()]);
    expect(hub.calls.filter(({ url }) => url.includes('/oauth2/'))).toHaveLength(2);
  });

  test('turned down, is renewed once; then the credentials are at fault', async () => {
    const renewed = fake([token('t-1'), token('t-2')], [json({}, 401), json({ numTicket: 'T-1' })]);
    expect(await renewed.send()).toEqual({ kind: 'ticket', ticket: 'T-1' });
    const refused = fake([token('t-1'), token('t-2')], [json({}, 401), json({}, 401)]);
    expect(await refused.send()).toMatchObject({ kind: 'configuration_error', code: 'http_401', cause: 'credentials' });
  });

  test.each([400, 401, 403])(
    'HTTP %i of the token service is the credentials’ fault, nothing is sent',
    async (status) => {
      const hub = fake([json({ error: 'access_denied' }, status)], []);
      expect(await hub.send()).toMatchObject({ kind: 'configuration_error', cause: 'credentials' });
      expect(hub.calls).toHaveLength(1);
    },
  );

  test('not given, leaves the guía unsent: retryable whatever happened', async () => {
    for (const reply of [
      json({}, 503),
      new Response('<html>', { status: 200 }),
      new DOMException('late', 'TimeoutError'),
    ]) {
      expect(await fake([reply], []).send()).toMatchObject({ kind: 'retryable' });
    }
    const again = fake([json({}, 503), token()], [json({ numTicket: 'T-1' })]);
    await again.send();
    expect(await again.send()).toEqual({ kind: 'ticket', ticket: 'T-1' });
  });

  test('cannot be asked for without an API client, nor where there is no service', async () => {
    const client = createGreClient({ timeoutMs: 10, fetch: () => Promise.reject(new Error('never')) });
    const bare = { ruc: CREDENTIALS.ruc, solUser: 'MODDATOS', solPassword: 'clave' };
    expect(await client.send(ENDPOINTS, bare, FILE, ZIP)).toMatchObject({ code: 'gre_client_missing' });
    expect(await client.send({ bill: 'x' }, CREDENTIALS, FILE, ZIP)).toMatchObject({ code: 'gre_not_available' });
  });
});

describe('a send', () => {
  test('carries name, ZIP and its SHA-256', async () => {
    const hub = fake([token()], [json({ numTicket: 'a1b2-c3', fecRecepcion: '2026-11-25T10:00:00' })]);
    expect(await hub.send()).toEqual({ kind: 'ticket', ticket: 'a1b2-c3' });
    const call = hub.calls[1];
    expect(call?.url).toBe('https://cpe/v1/gem/20601234565-09-T001-7');
    expect(JSON.parse(bodyOf(call))).toEqual({
      archivo: {
        nomArchivo: '20601234565-09-T001-7.zip',
        arcGreZip: ZIP.toString('base64'),
        hashZip: createHash('sha256').update(ZIP).digest('hex'),
      },
    });
    expect(new Headers(call?.init.headers).get('x-request-id')).toBe('r-1');
    expect(hub.observed).toEqual(['gre.token accepted', 'gre.send ticket']);
  });

  test.each<[string, Reply, Record<string, unknown>]>([
    [
      '422 with a code of the file',
      json({ cod: '422', msg: 'x', errors: [{ cod: '0161', msg: 'n' }] }, 422),
      { kind: 'not_registered', code: '0161' },
    ],
    ['422 with a rule', json({ cod: '2335', msg: 'x' }, 422), { kind: 'not_registered', code: '2335' }],
    [
      '422 without a code',
      json({ cod: 'X', msg: 'El archivo 20601234565 no' }, 422),
      { kind: 'not_registered', code: 'http_422' },
    ],
    ['the number is taken', json({ cod: '1033', msg: 'x' }, 422), { kind: 'already_registered', code: '1033' }],
    ['the number was given up', json({ cod: '1032', msg: 'x' }, 422), { kind: 'rejected', code: '1032' }],
    ['SUNAT’s own failure', json({ cod: '0109', msg: 'x' }, 500), { kind: 'retryable', code: '0109' }],
    ['500 without a code', json({ cod: '500', msg: 'x' }, 500), { kind: 'unknown' }],
    ['a page', new Response('<html>', { status: 502 }), { kind: 'unknown' }],
    ['too many', json({}, 429), { kind: 'retryable' }],
    ['403', json({ msg: 'no autorizado' }, 403), { kind: 'configuration_error', cause: 'credentials' }],
    ['no ticket', json({}), { kind: 'unknown' }],
    [
      'refused connection',
      Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNREFUSED' } }),
      { kind: 'retryable' },
    ],
    ['a time-out', new DOMException('late', 'TimeoutError'), { kind: 'unknown' }],
  ])('%s', async (_name, reply, expected) => {
    const outcome = await fake([token()], [reply]).send();
    expect(outcome).toMatchObject(expected);
    expect(JSON.stringify(outcome)).not.toContain('20601234565');
  });
});

describe('a ticket', () => {
  test.each<[string, Reply, Record<string, unknown>]>([
    ['in process', json({ codRespuesta: '98' }), { kind: 'in_process' }],
    ['in process, longer', json({ codRespuesta: '0098' }), { kind: 'in_process' }],
    [
      'accepted',
      json({ codRespuesta: '0', arcCdr: cdr('0'), indCdrGenerado: '1' }),
      { kind: 'accepted', cdr: { link: LINK } },
    ],
    [
      'observed',
      json({ codRespuesta: '0', arcCdr: cdr('0', { note: '<cbc:Note>4391 - sin MTC</cbc:Note>' }) }),
      { kind: 'observed' },
    ],
    [
      'rejected',
      json({ codRespuesta: '99', arcCdr: cdr('2560'), indCdrGenerado: '1', error: { numError: '2560' } }),
      { kind: 'rejected', code: '2560' },
    ],
    [
      'turned away',
      json({ codRespuesta: '99', indCdrGenerado: '0', error: { numError: '3347', desError: 'x' } }),
      { kind: 'not_registered', code: '3347' },
    ],
    [
      'registered before',
      json({ codRespuesta: '99', indCdrGenerado: '0', error: { numError: 1033 } }),
      { kind: 'already_registered' },
    ],
    ['99 of SUNAT’s own', json({ codRespuesta: '99', error: { numError: '0138' } }), { kind: 'failed', code: '0138' }],
    ['99 without a word', json({ codRespuesta: '99' }), { kind: 'ended' }],
    ['the CDR of another guía', json({ codRespuesta: '0', arcCdr: cdr('0', { id: 'T001-8' }) }), { kind: 'unknown' }],
    ['0 without CDR', json({ codRespuesta: '0', indCdrGenerado: '0' }), { kind: 'ended' }],
    ['not known', json({ cod: '0127', msg: 'x' }, 422), { kind: 'ticket_unknown' }],
    ['not found', json({ cod: '404', msg: 'x' }, 404), { kind: 'ticket_unknown' }],
    ['a refused question', json({ cod: '2335', msg: 'x' }, 422), { kind: 'unknown' }],
    ['SUNAT down', json({ cod: '0130' }, 500), { kind: 'retryable' }],
    ['a page', new Response('<html>', { status: 200 }), { kind: 'unknown' }],
  ])('%s', async (_name, reply, expected) => {
    const hub = fake([token()], [reply]);
    expect(await hub.status()).toMatchObject(expected);
    expect(hub.calls[1]?.url).toBe('https://cpe/v1/gem/envios/T-1');
    expect(hub.calls[1]?.init).toMatchObject({ method: 'GET' });
  });
});
