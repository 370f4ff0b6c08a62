import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { buildDespatchXml } from '../../domain/fiscal/despatch/build-despatch-xml.ts';
import type { DespatchDraft } from '../../domain/fiscal/despatch/types.ts';
import { validateDespatch } from '../../domain/fiscal/despatch/validate-despatch.ts';
import { createGreClient, endpointsFor, type SunatEndpoints } from '../../integrations/sunat/index.ts';
import { readPfx } from '../../platform/signing/certificate.ts';
import { signXml } from '../../platform/signing/sign-xml.ts';
import { zipXml } from '../../platform/signing/zip.ts';
import { createSunatSandbox, type SunatSandbox } from '../../sandbox/sunat/index.ts';
import { CARRIER, DRIVER, ISSUER, numbered, OTHER, SAMPLES, sampleDespatch } from '../support/despatch-samples.ts';

const NOW = new Date('2026-11-25T17:00:00Z');
const IDENTITY = readPfx(readFileSync(join(import.meta.dirname, '../fixtures/pfx/aes-256.pfx')), 'prueba-aes');
const CREDENTIALS = {
  ...{ ruc: ISSUER.ruc, solUser: 'MODDATOS', solPassword: 'moddatos' },
  ...{ clientId: 'MODDATOS', clientSecret: 'moddatos' },
};
const folder = mkdtempSync(join(tmpdir(), 'gre-sandbox-'));
const client = createGreClient({ timeoutMs: 10_000 });
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
beforeEach(() => control('DELETE', 'faults'));

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

interface File {
  readonly fileName: string;
  readonly zip: Buffer;
}

function fileOf(draft: DespatchDraft, number = (lastNumber += 1)): File {
  const { bytes } = signXml(buildDespatchXml(numbered(draft, number)), IDENTITY);
  const fileName = `${ISSUER.ruc}-${draft.type}-${draft.series}-${number}`;
  return { fileName, zip: zipXml(fileName, bytes) };
}

const send = ({ fileName, zip }: File, credentials = CREDENTIALS, by = client) =>
  by.send(endpoints, credentials, fileName, zip);

async function answerTo(file: File) {
  const sent = await send(file);
  if (sent.kind !== 'ticket') return sent;
  return client.status(endpoints, CREDENTIALS, { fileName: file.fileName, ticket: sent.ticket });
}

describe('two readings of SUNAT’s contract agree', () => {
  test.each(Object.entries(SAMPLES))('%s is accepted, with the address of its QR', async (_name, draft) => {
    const { fileName, zip } = fileOf(draft);
    const answer = await answerTo({ fileName, zip });
    expect({ kind: answer.kind === 'observed' ? 'accepted' : answer.kind, answer }).toMatchObject({
      ...{ kind: 'accepted', answer: { cdr: { link: expect.stringMatching(/^https?:/) } } },
    });
  });

  const broken: readonly [string, Partial<DespatchDraft>][] = [
    ['2554', { motive: '04' }],
    ['2555', { recipient: { documentType: '6', documentNumber: ISSUER.ruc, name: ISSUER.name } }],
    ['2758', { recipient: { ...OTHER, documentType: '1', documentNumber: '123' } }],
    ['3417', { motive: '06', recipient: { documentType: '1', documentNumber: '45678912', name: 'X' }, documents: [] }],
    ['2523', { weight: '0' }],
    ['3343', { startDate: '2026-11-24' }],
    ['2558', { mode: '01', vehicles: [], drivers: [] }],
    ['3347', { carrier: CARRIER }],
    ['2560', { mode: '01', carrier: { ...CARRIER, ruc: ISSUER.ruc }, vehicles: [], drivers: [] }],
    ['2566', { vehicles: [] }],
    ['3357', { drivers: [] }],
    ['2573', { drivers: [{ ...DRIVER, licence: 'Q1' }] }],
    ['3354', { mode: '01', carrier: CARRIER, drivers: [] }],
    ['3363', { origin: { ubigeo: '999999', street: 'Calle 1' } }],
    ['3392', { indicators: ['whole_declaration'] }],
    ['3441', { documents: [{ type: '01', number: 'B001-1', issuerRuc: ISSUER.ruc }] }],
    ['3380', { documents: [{ type: '01', number: 'F001-1' }] }],
    ['3457', { motive: '13', documents: [] }],
    ['2692', { documents: [{ type: '31', number: 'V001-1', issuerRuc: ISSUER.ruc }] }],
  ];

  test.each(broken)('%s is found before sending and by SUNAT', async (code, change) => {
    const draft = sampleDespatch(change);
    expect(validateDespatch(draft).issues.map(({ sunatCode }) => sunatCode)).toContain(code);
    expect(await answerTo(fileOf(draft))).toMatchObject({ code });
  });
});

describe('the service', () => {
  test('keeps one guía a number: the same bytes again are registered before', async () => {
    const file = fileOf(sampleDespatch());
    expect(await answerTo(file)).toMatchObject({ cdr: { code: '0' } });
    expect(await answerTo(file)).toMatchObject({ kind: 'already_registered', code: '1033' });
  });

  test('refuses a file of another name, and registers nothing', async () => {
    const { zip } = fileOf(sampleDespatch());
    const answer = await answerTo({ fileName: `${ISSUER.ruc}-09-T001-99999`, zip });
    expect(answer).toMatchObject({ kind: 'not_registered' });
  });

  test('refuses wrong credentials', async () => {
    const fresh = createGreClient({ timeoutMs: 5000 });
    for (const wrong of [{ clientSecret: 'otro' }, { solPassword: 'otra' }, { clientId: 'otro' }]) {
      const answer = await send(fileOf(sampleDespatch()), { ...CREDENTIALS, ...wrong }, fresh);
      expect(answer).toMatchObject({ kind: 'configuration_error', cause: 'credentials' });
    }
  });

  test.each<[string, string, string, object, Record<string, unknown>]>([
    ['a lost answer', 'gre.send', 'lost_answer', {}, { kind: 'unknown' }],
    ['a page instead of an answer', 'gre.send', 'http', { status: 502 }, { kind: 'unknown' }],
    ['a failure of SUNAT’s own', 'gre.send', 'fault', { code: '0109' }, { kind: 'retryable', code: '0109' }],
    ['no token', 'gre.token', 'http', { status: 503 }, { kind: 'retryable' }],
  ])('%s', async (_name, operation, kind, more, expected) => {
    await inject(operation, kind, more);
    expect(await send(fileOf(sampleDespatch()), CREDENTIALS, createGreClient({ timeoutMs: 5000 }))).toMatchObject(
      expected,
    );
  });

  test.each<[string, string, object, Record<string, unknown>]>([
    ['is being worked on', 'ticket_pending', { polls: 1 }, { kind: 'in_process' }],
    ['ends in a rejection', 'reject', { code: '2567' }, { kind: 'rejected', code: '2567', cdr: { code: '2567' } }],
    ['ends in an observation', 'observe', { code: '4391' }, { kind: 'observed' }],
    ['ends without a CDR', 'ticket_error', { code: '3347' }, { kind: 'not_registered', code: '3347' }],
  ])('a ticket that %s', async (_name, kind, more, expected) => {
    await inject('gre.send', kind, more);
    expect(await answerTo(fileOf(sampleDespatch()))).toMatchObject(expected);
  });

  test('does not know a ticket that it did not give', async () => {
    const question = { fileName: `${ISSUER.ruc}-09-T001-1`, ticket: '11111111-2222-3333-4444-555555555555' };
    expect(await client.status(endpoints, CREDENTIALS, question)).toMatchObject({ kind: 'ticket_unknown' });
  });
});
