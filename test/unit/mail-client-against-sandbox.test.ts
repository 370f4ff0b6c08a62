import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createMailer } from '../../integrations/mail/client.ts';
import type { Mailer, MailMessage } from '../../integrations/mail/types.ts';
import { createMailSandbox, type MailSandbox } from '../../sandbox/mail/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'hub-mail-'));
const mailers: Mailer[] = [];
let sandbox: MailSandbox;
let mailer: Mailer;

beforeAll(async () => {
  sandbox = await createMailSandbox({ dataDir: folder, smtpPort: 0, httpPort: 0 });
});
afterAll(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  await control('POST', '/reset');
  mailer = open(sandbox.smtpUrl);
});
afterEach(() => {
  for (const one of mailers.splice(0)) one.close();
});

function open(url: string, timeoutMs = 5000): Mailer {
  const made = createMailer({ url, from: 'Tienda <facturas@tienda.pe>', timeoutMs });
  mailers.push(made);
  return made;
}

const control = (method: string, path: string, body?: object) =>
  fetch(`${sandbox.url}/__control${path}`, { method, body: body ? JSON.stringify(body) : null });
const fault = (body: object) => control('POST', '/faults', body);

interface Caught {
  readonly to: string[];
  readonly from: string;
  readonly subject: string;
  readonly message_id: string;
  readonly attachments: string[];
}
async function caught(): Promise<Caught[]> {
  const answer = await control('GET', '/state');
  const { mails }: { mails: Caught[] } = JSON.parse(await answer.text());
  return mails;
}

const message = (change: Partial<MailMessage> = {}): MailMessage => ({
  id: '0199f000-0000-7000-8000-000000000001',
  to: 'rosa@example.com',
  fromName: 'TIENDA ÑANDÚ S.A.C.',
  subject: 'BOLETA B001-7',
  text: 'Hola\nRosa',
  attachments: [{ name: 'b001-7.xml', contentType: 'application/xml', bytes: Buffer.from('<a/>') }],
  ...change,
});
const ID = '<0199f000-0000-7000-8000-000000000001@tienda.pe>';

test('a mail arrives with its files, under an id that is made from its own', async () => {
  expect(await mailer.send(message())).toEqual({ kind: 'done', messageId: ID });
  expect(await caught()).toMatchObject([
    {
      to: ['rosa@example.com'],
      from: 'facturas@tienda.pe',
      subject: 'BOLETA B001-7',
      message_id: ID,
      attachments: ['b001-7.xml'],
    },
  ]);
});

describe('what the server refuses', () => {
  test.each([
    [{ kind: 'reject', at: 'recipient' }, 'rejected', 'recipient_refused', '550 5.1.0'],
    [{ kind: 'reject', at: 'content', code: 554 }, 'rejected', 'message_refused', '554 5.6.0'],
    [{ kind: 'reject', at: 'sender', code: 553 }, 'configuration_error', 'sender_refused', '553'],
    [{ kind: 'reject', at: 'sender', code: 530 }, 'configuration_error', 'authentication_failed', '530'],
    [{ kind: 'busy', at: 'recipient' }, 'retryable', 'server_busy', '451'],
    [{ kind: 'busy', at: 'content', code: 452 }, 'retryable', 'server_busy', '452'],
  ])('%j is %s, told by codes and digits only', async (body, kind, code, digits) => {
    await fault(body);
    const outcome = await mailer.send(message());
    expect(outcome).toMatchObject({ kind, code });
    expect('smtpStatus' in outcome ? outcome.smtpStatus : '').toMatch(new RegExp(`^${digits.slice(0, 3)}( |$)`));
    expect(JSON.stringify(outcome)).not.toContain('rosa');
    expect(await mailer.send(message())).toMatchObject({ kind: 'done' });
  });

  test('an address that no server could take is refused at once', async () => {
    expect(await mailer.send(message({ to: 'sin arroba' }))).toMatchObject({ kind: 'rejected' });
    expect(await caught()).toEqual([]);
  });
});

describe('what goes wrong on the way', () => {
  test('cut before the content was asked for: tried again without doubt', async () => {
    await fault({ kind: 'cut', at: 'before_data' });
    expect(await mailer.send(message())).toEqual({ kind: 'retryable', code: 'connection_failed' });
    expect(await caught()).toEqual([]);
  });

  test('cut after the content: unknown; sent again it is the same mail', async () => {
    await fault({ kind: 'cut', at: 'after_data' });
    expect(await mailer.send(message())).toEqual({ kind: 'unknown', code: 'answer_lost' });
    expect(await mailer.send(message())).toEqual({ kind: 'done', messageId: ID });
    expect((await caught()).map(({ message_id }) => message_id)).toEqual([ID, ID]);
  });

  test('no answer in time after the content: unknown', async () => {
    await fault({ kind: 'slow', ms: 3000 });
    expect(await open(sandbox.smtpUrl, 600).send(message())).toEqual({ kind: 'unknown', code: 'answer_lost' });
  });

  test('a server that drops connections at the door: retryable', async () => {
    await fault({ kind: 'cut', at: 'connect', times: 50 });
    expect(await mailer.send(message())).toMatchObject({ kind: 'retryable' });
  });

  test('nobody listens: retryable', async () => {
    const free = createServer();
    await new Promise<void>((listening) => free.listen(0, '127.0.0.1', listening));
    const address = free.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await new Promise((closed) => free.close(closed));
    expect(await open(`smtp://127.0.0.1:${port}`).send(message())).toEqual({
      kind: 'retryable',
      code: 'connection_failed',
    });
  });
});

describe('wrong settings', () => {
  const withLogin = () => sandbox.smtpUrl.replace('smtp://', 'smtp://usuario:clave@');

  test('a log-in is used, and one that is refused is a configuration error', async () => {
    expect(await open(withLogin()).send(message())).toMatchObject({ kind: 'done' });
    await fault({ kind: 'auth', times: 5 });
    expect(await open(withLogin()).send(message())).toMatchObject({
      kind: 'configuration_error',
      code: 'authentication_failed',
    });
  });

  test('TLS where the server has none is a configuration error', async () => {
    expect(await open(sandbox.smtpUrl.replace('smtp://', 'smtps://')).send(message())).toMatchObject({
      kind: 'configuration_error',
      code: 'tls_failed',
    });
    expect(await open(`${sandbox.smtpUrl}?requireTLS=true`).send(message())).toMatchObject({
      kind: 'configuration_error',
      code: 'tls_failed',
    });
  });
});
