import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createSunatClient, endpointsFor, type SunatEndpoints } from '../../integrations/sunat/index.ts';
import { createSunatSandbox, type SunatSandbox } from '../../sandbox/sunat/index.ts';
import { ISSUER_RUC, type SignedDocument, signedDocument, voidedDocuments } from '../support/signed-document.ts';

/** Noon in Lima. */
const NOW = new Date('2026-11-25T17:00:00Z');
const TODAY = '2026-11-25';
const CREDENTIALS = {
  ruc: ISSUER_RUC,
  solUser: 'MODDATOS',
  solPassword: 'moddatos',
  clientId: 'MODDATOS',
  clientSecret: 'moddatos',
};

const client = createSunatClient({ timeoutMs: 10_000 });
const hasty = createSunatClient({ timeoutMs: 300 });
const folder = mkdtempSync(join(tmpdir(), 'sunat-sandbox-'));
let sandbox: SunatSandbox;
let endpoints: SunatEndpoints;
let lastNumber = 0;

beforeAll(async () => {
  sandbox = await createSunatSandbox({ dataDir: folder, port: 0, now: () => NOW });
  endpoints = endpointsFor('sandbox', { sandboxUrl: sandbox.url });
});

afterAll(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  await control('DELETE', 'faults');
});

async function control(method: string, path: string, body?: object): Promise<void> {
  const answer = await fetch(`${sandbox.url}/__control/${path}`, {
    method,
    headers: { 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`control ${method} ${path}: HTTP ${answer.status}`);
}

const inject = (operation: string, kind: string, more: object = {}) =>
  control('POST', 'faults', { operation, kind, ...more });

function next(type: '01' | '03' = '01', issueDate = TODAY): SignedDocument & { number: number; series: string } {
  lastNumber += 1;
  const series = type === '01' ? 'F001' : 'B001';
  return { ...signedDocument(type, series, lastNumber, issueDate), number: lastNumber, series };
}

const send = (document: SignedDocument, using = client, credentials = CREDENTIALS) =>
  using.sendBill(endpoints, credentials, document.fileName, document.zip);

const keyOf = (type: '01' | '03', { series, number }: { series: string; number: number }) => ({
  ruc: ISSUER_RUC,
  type,
  series,
  number,
});

describe('client and sandbox read the contract alike', () => {
  test.each(['01', '03'] as const)('a signed %s is accepted with its CDR', async (type) => {
    const document = next(type);
    expect(await send(document)).toMatchObject({
      kind: 'accepted',
      cdr: {
        code: '0',
        referenceId: `${document.series}-${document.number}`,
        receivedAt: expect.stringContaining(TODAY),
      },
    });
  });

  test('a second sending is already registered, and the CDR can be recovered', async () => {
    const document = next();
    await send(document);
    expect(await send(document)).toMatchObject({ kind: 'already_registered', code: '1033' });
    const key = keyOf('01', document);
    expect(await client.getStatusCdr(endpoints, CREDENTIALS, key)).toMatchObject({
      kind: 'registered',
      state: 'accepted',
      cdr: { code: '0' },
    });
    expect(await client.consultStatus(endpoints, CREDENTIALS, key)).toMatchObject({ state: 'accepted', code: '0001' });
  });

  test('a wrong password is a matter of credentials', async () => {
    expect(await send(next(), client, { ...CREDENTIALS, solPassword: 'otra' })).toMatchObject({
      kind: 'configuration_error',
      cause: 'credentials',
    });
  });

  test("a file under another RUC's user is a configuration error", async () => {
    const outcome = await send(next(), client, { ...CREDENTIALS, ruc: '20100066603' });
    expect(outcome).toMatchObject({ kind: 'configuration_error', code: '0154' });
  });

  test('a corrupt ZIP and a wrong file name register nothing', async () => {
    const document = next();
    const corrupt = await client.sendBill(endpoints, CREDENTIALS, document.fileName, document.zip.subarray(0, 40));
    expect(corrupt).toMatchObject({ kind: 'not_registered', code: '0156' });
    const misnamed = await client.sendBill(endpoints, CREDENTIALS, 'factura.zip', document.zip);
    expect(misnamed).toMatchObject({ kind: 'not_registered', code: '0151' });
    expect((await send(document)).kind).toBe('accepted');
  });

  test.each(['01', '03'] as const)('a %s sent after its legal time is out of time', async (type) => {
    expect((await send(next(type, '2026-11-10'))).kind).toBe('out_of_time');
  });
});

describe('every fault of the sandbox has its outcome', () => {
  test.each([
    ['0109', 'retryable'],
    ['0130', 'retryable'],
    ['0102', 'configuration_error'],
    ['0111', 'configuration_error'],
    ['1078', 'configuration_error'],
    ['0306', 'not_registered'],
    ['1033', 'already_registered'],
    ['1032', 'rejected'],
    ['1079', 'out_of_time'],
    ['2335', 'consult_first'],
    ['0140', 'unknown'],
  ])('fault %s is %s', async (code, kind) => {
    await inject('sendBill', 'fault', { code });
    expect(await send(next())).toMatchObject({ kind, code });
  });

  test('reject keeps the CDR as proof, and the number is used up', async () => {
    const document = next();
    await inject('sendBill', 'reject', { code: '2017' });
    expect(await send(document)).toMatchObject({ kind: 'rejected', code: '2017', cdr: { code: '2017' } });
    expect(await send(document)).toMatchObject({ kind: 'rejected', code: '1032' });
    expect(await client.getStatusCdr(endpoints, CREDENTIALS, keyOf('01', document))).toMatchObject({
      kind: 'registered',
      state: 'rejected',
    });
  });

  test('observe', async () => {
    await inject('sendBill', 'observe', { code: '4252' });
    const outcome = await send(next());
    expect(outcome).toMatchObject({ kind: 'observed', cdr: { code: '0', observations: [{ code: '4252' }] } });
  });

  test('timeout: unknown, and nothing is found', async () => {
    const document = next();
    await inject('sendBill', 'timeout');
    expect((await send(document, hasty)).kind).toBe('unknown');
    expect((await client.getStatusCdr(endpoints, CREDENTIALS, keyOf('01', document))).kind).toBe('not_found');
    expect((await send(document)).kind).toBe('accepted');
  });

  test('lost_answer: unknown, and the CDR is found', async () => {
    const document = next();
    await inject('sendBill', 'lost_answer');
    expect((await send(document)).kind).toBe('unknown');
    expect(await client.getStatusCdr(endpoints, CREDENTIALS, keyOf('01', document))).toMatchObject({
      state: 'accepted',
    });
  });

  test('slow: unknown to who does not wait, and registered all the same', async () => {
    const document = next();
    await inject('sendBill', 'slow', { ms: 600 });
    expect((await send(document, hasty)).kind).toBe('unknown');
    let found = await client.getStatusCdr(endpoints, CREDENTIALS, keyOf('01', document));
    while (found.kind === 'not_found') found = await client.getStatusCdr(endpoints, CREDENTIALS, keyOf('01', document));
    expect(found).toMatchObject({ kind: 'registered', state: 'accepted' });
  });

  test.each([500, 502, 503])('http %i with HTML: unknown', async (status) => {
    await inject('sendBill', 'http', { status });
    expect((await send(next())).kind).toBe('unknown');
  });
});

describe('summaries and tickets', () => {
  beforeAll(() => control('POST', 'mode', { checks: 'light' }));
  afterAll(() => control('POST', 'mode', { checks: 'full' }));

  async function ticketOf(correlative: number): Promise<string> {
    const document = next();
    await send(document);
    const { fileName, zip } = voidedDocuments(TODAY, correlative, document.number);
    const sent = await client.sendSummary(endpoints, CREDENTIALS, fileName, zip);
    if (sent.kind !== 'ticket') throw new Error(`no ticket but ${JSON.stringify(sent)}`);
    return sent.ticket;
  }

  test('a communication of voided documents gets a ticket, and by it its CDR', async () => {
    const ticket = await ticketOf(1);
    expect(await client.getStatus(endpoints, CREDENTIALS, ticket)).toMatchObject({
      kind: 'accepted',
      cdr: { code: '0' },
    });
  });

  test('a voided document is found as voided', async () => {
    const ticket = await ticketOf(9);
    expect((await client.getStatus(endpoints, CREDENTIALS, ticket)).kind).toBe('accepted');
    const key = keyOf('01', { series: 'F001', number: lastNumber });
    const voided = { kind: 'registered', state: 'voided' };
    expect(await client.consultStatus(endpoints, CREDENTIALS, key)).toMatchObject(voided);
  });

  test('ticket_pending is in process, until it is not', async () => {
    await inject('getStatus', 'ticket_pending', { times: 2 });
    const ticket = await ticketOf(2);
    expect((await client.getStatus(endpoints, CREDENTIALS, ticket)).kind).toBe('in_process');
    expect((await client.getStatus(endpoints, CREDENTIALS, ticket)).kind).toBe('in_process');
    expect((await client.getStatus(endpoints, CREDENTIALS, ticket)).kind).toBe('accepted');
  });

  test('ticket_error is no acceptance', async () => {
    await inject('getStatus', 'ticket_error', { code: '2105' });
    const ticket = await ticketOf(3);
    expect(await client.getStatus(endpoints, CREDENTIALS, ticket)).toMatchObject({ kind: 'rejected', code: '2105' });
  });

  test('the same identifier again is already registered', async () => {
    const { fileName, zip } = voidedDocuments(TODAY, 1, 1);
    expect(await client.sendSummary(endpoints, CREDENTIALS, fileName, zip)).toMatchObject({
      kind: 'already_registered',
    });
  });
});

describe('the query services', () => {
  test('a boleta has no CDR to recover, the validity query knows it', async () => {
    const document = next('03');
    await send(document);
    const key = keyOf('03', document);
    expect((await client.getStatusCdr(endpoints, CREDENTIALS, key)).kind).toBe('not_supported');
    const question = { ...key, issueDate: document.issueDate, total: document.total };
    expect(await client.queryValidity(endpoints, CREDENTIALS, question)).toMatchObject({
      kind: 'registered',
      state: 'accepted',
    });
    const other = { ...question, number: 99_999_999 };
    expect((await client.queryValidity(endpoints, CREDENTIALS, other)).kind).toBe('not_found');
    const stranger = { ...CREDENTIALS, clientId: 'otro', clientSecret: 'x' };
    expect((await client.queryValidity(endpoints, stranger, question)).kind).toBe('configuration_error');
  });

  test('their faults say nothing about the document', async () => {
    const key = { ruc: ISSUER_RUC, type: '01', series: 'F001', number: 99_999_999 };
    await inject('getStatusCdr', 'http', { status: 503 });
    expect((await client.getStatusCdr(endpoints, CREDENTIALS, key)).kind).toBe('unknown');
    await inject('getStatusCdr', 'fault', { code: '0109' });
    expect((await client.getStatusCdr(endpoints, CREDENTIALS, key)).kind).toBe('retryable');
    await inject('validity', 'http', { status: 503 });
    const question = { ...key, issueDate: TODAY, total: '11.80' };
    expect((await client.queryValidity(endpoints, CREDENTIALS, question)).kind).toBe('unknown');
  });

  test('a ticket nobody gave is open', async () => {
    expect(await client.getStatus(endpoints, CREDENTIALS, '1')).toMatchObject({ kind: 'unknown', code: '0127' });
  });
});
