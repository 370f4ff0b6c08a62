import { describe, expect, test } from '@jest/globals';
import { type Answer, closedPort, loopback, type SeenRequest, xmlAnswer as xml } from '../../test/support/loopback.ts';
import {
  cdrZip,
  faultEnvelope,
  getStatusResponse,
  sendBillResponse,
  sendSummaryResponse,
  sunatFixture,
} from '../../test/support/sunat-answers.ts';
import { createSunatClient } from './client.ts';
import type { SunatCredentials, SunatEndpoints } from './types.ts';
import { children, find, parseXml, textAt } from './xml.ts';

const CREDENTIALS: SunatCredentials = { ruc: '20100066603', solUser: 'MODDATOS', solPassword: 'a<b>&"c' };
const FILE = '20100066603-01-F001-1.zip';
const ZIP = Uint8Array.from([80, 75, 3, 4]);
const client = createSunatClient({ timeoutMs: 5000 });

async function against<T>(
  answer: Answer,
  call: (endpoints: SunatEndpoints, seen: SeenRequest[]) => Promise<T>,
): Promise<T> {
  const server = await loopback(answer);
  try {
    return await call({ bill: `${server.url}/bill`, consult: `${server.url}/consult` }, server.seen);
  } finally {
    await server.close();
  }
}

const send = (answer: Answer, using = client) =>
  against(answer, (endpoints) => using.sendBill(endpoints, CREDENTIALS, FILE, ZIP));

describe('a request', () => {
  test('is what the WSDL asks: SOAP 1.1, qualified operation, unqualified children, UsernameToken', async () => {
    const seen = await against(xml(''), async (endpoints, requests) => {
      await client.sendBill(endpoints, CREDENTIALS, FILE, ZIP, { requestId: 'r-1' });
      return requests[0];
    });
    expect(seen?.headers).toMatchObject({ soapaction: '"urn:sendBill"', 'x-request-id': 'r-1' });
    expect(seen?.headers['content-type']).toBe('text/xml; charset=utf-8');
    const root = parseXml(seen?.body ?? '');
    const token = root && find(root, 'UsernameToken');
    expect(textAt(token, 'Username')).toBe('20100066603MODDATOS');
    expect(textAt(token, 'Password')).toBe('a<b>&"c');
    const operation = root && find(root, 'sendBill');
    expect(operation?.namespaceURI).toBe('http://service.sunat.gob.pe');
    expect(operation && children(operation).map(({ nodeName, namespaceURI }) => [nodeName, namespaceURI])).toEqual([
      ['fileName', null],
      ['contentFile', null],
    ]);
    expect(textAt(operation, 'contentFile')).toBe('UEsDBA==');
  });
});

describe('sendBill', () => {
  test('is accepted by a CDR, whatever the content type', async () => {
    const body = sendBillResponse(cdrZip('cdr-accepted-latin1.xml'));
    expect(await send(xml(body, 200, 'application/octet-stream'))).toMatchObject({
      kind: 'accepted',
      cdr: { code: '0' },
    });
  });

  test("does not take another document's CDR for its own", async () => {
    expect((await send(xml(sendBillResponse(cdrZip('cdr-rejected-2017.xml'))))).kind).toBe('unknown');
  });

  test('is known by the fault code of an HTTP 500', async () => {
    expect(await send(xml(sunatFixture('fault-client-1033.xml'), 500))).toMatchObject({ kind: 'already_registered' });
  });

  test.each<[string, Answer]>([
    ['HTML with 200', xml('<html><body>Bienvenido</body></html>', 200, 'text/html')],
    ['HTML with 503', xml(sunatFixture('html-503.html'), 503, 'text/html')],
    ['an empty 502', xml('', 502)],
    ['a redirect', (_request, response) => void response.writeHead(302, { Location: 'http://127.0.0.1:1/' }).end()],
    ['no CDR in the answer', xml(sendBillResponse(Uint8Array.from([1, 2, 3])))],
    ['an envelope cut short', xml(sendBillResponse(cdrZip('cdr-accepted-latin1.xml')).slice(0, -20))],
    ['a connection cut before any answer', (_request, response) => void response.socket?.destroy()],
    [
      'a connection cut within the answer',
      (_request, response) => {
        response.writeHead(200, { 'Content-Type': 'text/xml', 'Content-Length': '5000' });
        response.write('<?xml version="1.0"?><soap', () => response.socket?.destroy());
      },
    ],
    ['a fault without a number', xml(faultEnvelope('soap-env:Server', 'Internal Error'), 500)],
  ])('is unknown after %s', async (_name, answer) => {
    const outcome = await send(answer);
    expect(outcome.kind).toBe('unknown');
    expect(outcome).not.toHaveProperty('code');
  });

  test('is unknown when no answer comes in time', async () => {
    expect((await send(() => undefined, createSunatClient({ timeoutMs: 60 }))).kind).toBe('unknown');
  });

  test('is unknown when the caller gives up', async () => {
    const outcome = await against(
      () => undefined,
      (endpoints) => client.sendBill(endpoints, CREDENTIALS, FILE, ZIP, { signal: AbortSignal.timeout(60) }),
    );
    expect(outcome.kind).toBe('unknown');
  });

  test.each(['http://127.0.0.1:PORT/', 'http://[::1]:PORT/', 'http://localhost:PORT/'])(
    'is retryable when %s takes no connection',
    async (url) => {
      const bill = url.replace('PORT', String(await closedPort()));
      expect((await client.sendBill({ bill }, CREDENTIALS, FILE, ZIP)).kind).toBe('retryable');
    },
  );

  test('is retryable when TLS fails', async () => {
    const outcome = await against(xml(''), (endpoints) =>
      client.sendBill({ bill: endpoints.bill.replace('http:', 'https:') }, CREDENTIALS, FILE, ZIP),
    );
    expect(outcome.kind).toBe('retryable');
  });

  test('is a matter of configuration by 401 and by an address that is none, retryable by 429', async () => {
    expect((await send(xml('', 401))).kind).toBe('configuration_error');
    expect((await send(xml('', 429))).kind).toBe('retryable');
    expect((await client.sendBill({ bill: 'nowhere' }, CREDENTIALS, FILE, ZIP)).kind).toBe('configuration_error');
  });

  test('never repeats a password or user in an outcome', async () => {
    const text = `Usuario ${CREDENTIALS.ruc}${CREDENTIALS.solUser} clave moddatos`;
    const outcome = await send(xml(faultEnvelope('soap-env:Client.0102', text), 500));
    expect(outcome).toMatchObject({ kind: 'configuration_error', code: '0102', cause: 'credentials' });
    expect(JSON.stringify(outcome)).not.toMatch(/MODDATOS|moddatos/);
  });

  test('is observed once by operation, outcome and seconds', async () => {
    const calls: [string, string, number][] = [];
    await send(xml('', 502), createSunatClient({ timeoutMs: 5000, observe: (...call) => calls.push(call) }));
    expect(calls).toEqual([['sendBill', 'unknown', expect.any(Number)]]);
  });
});

describe('summaries', () => {
  const summary = (answer: Answer) =>
    against(answer, (endpoints) => client.sendSummary(endpoints, CREDENTIALS, '20100066603-RC-20261125-1.zip', ZIP));
  const status = (answer: Answer) => against(answer, (endpoints) => client.getStatus(endpoints, CREDENTIALS, '1764'));
  const content = (name: string) => Buffer.from(cdrZip(name)).toString('base64');

  test('sendSummary answers the ticket, a fault its outcome, nothing is unknown', async () => {
    expect(await summary(xml(sendSummaryResponse('1764')))).toEqual({ kind: 'ticket', ticket: '1764' });
    expect((await summary(xml(faultEnvelope('soap-env:Client.2223', 'x'), 500))).kind).toBe('already_registered');
    expect((await summary(xml(sendSummaryResponse('')))).kind).toBe('unknown');
  });

  test.each<[string, string, string]>([
    ['98', '', 'in_process'],
    ['0098', '', 'in_process'],
    ['0', content('cdr-observed-notes-after-signature.xml'), 'observed'],
    ['0', content('cdr-summary-rejected-2282.xml'), 'already_registered'],
    ['99', content('cdr-exception-0109.xml'), 'failed'],
    ['99', content('cdr-rejected-2017.xml'), 'rejected'],
    ['99', Buffer.from('2335 - El documento ha sido alterado').toString('base64'), 'rejected'],
    ['99', '', 'ended'],
    ['0', 'AAAA', 'unknown'],
    ['0127', 'El ticket no existe', 'unknown'],
    ['99', '2335 - El documento ha sido alterado', 'rejected'],
    ['0126', '', 'configuration_error'],
    ['abc', '', 'unknown'],
  ])('the ticket state %s is read', async (code, body, kind) => {
    expect((await status(xml(getStatusResponse(code, body)))).kind).toBe(kind);
  });
});
