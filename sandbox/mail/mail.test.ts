import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import nodemailer from 'nodemailer';
import { createMailSandbox, type MailSandbox } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'mail-sandbox-'));
let sandbox: MailSandbox;

beforeAll(async () => {
  sandbox = await createMailSandbox({ dataDir: folder, smtpPort: 0, httpPort: 0 });
});
afterAll(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});
afterEach(() => call('POST', '/__control/reset'));

const call = (method: string, path: string, body?: string, url = sandbox.url) =>
  fetch(url + path, { method, body: body ?? null });
const mailsOf = async (url = sandbox.url): Promise<{ id: number; subject: string }[]> =>
  JSON.parse(await (await call('GET', '/__control/state', undefined, url)).text()).mails;

const ATTACK = '<script>alert("x")</script>';
async function send(subject: string, smtpUrl = sandbox.smtpUrl): Promise<void> {
  const transport = nodemailer.createTransport(smtpUrl);
  await transport.sendMail({
    ...{ from: 'a@example.com', to: '"<b>Rosa</b>" <rosa@example.com>', subject },
    html: `<p>Hola</p>${ATTACK}`,
    attachments: [{ filename: `${ATTACK}ñ.html`, content: ATTACK, contentType: 'text/html' }],
  });
  transport.close();
}

describe('the page', () => {
  test('shows hostile mails as text, under a policy by which nothing runs', async () => {
    await send(`Asunto ${ATTACK}`);
    const [mail] = await mailsOf();
    for (const path of ['/', `/mails/${mail?.id}`]) {
      const answer = await call('GET', path);
      const html = await answer.text();
      expect(html).toContain('Asunto &lt;script&gt;');
      expect(html).not.toMatch(/<script|<b>/);
      expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'none';/);
      expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    }
  });

  test('gives attachments and the whole mail as files to keep, never to show', async () => {
    await send('Con adjunto');
    const [mail] = await mailsOf();
    const file = await call('GET', `/mails/${mail?.id}/attachments/0`);
    expect(await file.text()).toBe(ATTACK);
    expect(file.headers.get('content-type')).toBe('application/octet-stream');
    expect(file.headers.get('content-disposition')).toMatch(/^attachment; filename\*=UTF-8''%3Cscript/);
    expect(file.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await (await call('GET', `/mails/${mail?.id}/source`)).text()).toContain('Subject: Con adjunto');
  });

  test.each(['/mails/999', '/mails/1/attachments/7', '/mails/..%2f..%2fmail.jsonl', '/etc/passwd'])(
    'has nothing at %s',
    async (path) => {
      expect((await call('GET', path)).status).toBe(404);
    },
  );
});

describe('control', () => {
  test('refuses what is no fault', async () => {
    expect((await call('POST', '/__control/faults', '{"kind":"melt"}')).status).toBe(422);
    expect((await call('POST', '/__control/faults', '{')).status).toBe(400);
  });

  test('a fault strikes as often as it says, and only whom it names', async () => {
    await call('POST', '/__control/faults', '{"kind":"reject","times":2,"match":{"to":"rosa@example.com"}}');
    await expect(send('uno')).rejects.toMatchObject({ responseCode: 550 });
    await expect(send('dos')).rejects.toMatchObject({ responseCode: 550 });
    await send('tres');
    await call('POST', '/__control/faults', '{"kind":"reject","match":{"to":"otra@example.com"}}');
    await send('cuatro');
    expect((await mailsOf()).map(({ subject }) => subject)).toEqual(['tres', 'cuatro']);
  });
});

describe('the process', () => {
  test('killed at once after it took a mail, it shows it when it is started again', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'mail-process-'));
    const first = await startServer(dataDir);
    await send('Guardado', first.smtp);
    await end(first.child, 'SIGKILL');
    const second = await startServer(dataDir);
    await send('Después', second.smtp);
    const mails = await mailsOf(second.mail);
    expect(mails.map(({ subject }) => subject)).toEqual(['Guardado', 'Después']);
    for (const { id, subject } of mails)
      expect(await (await call('GET', `/mails/${id}`, undefined, second.mail)).text()).toContain(subject);
    expect(await end(second.child, 'SIGTERM')).toBe(0);
    rmSync(dataDir, { recursive: true });
  });
});

async function startServer(dataDir: string): Promise<{ child: ChildProcess; mail: string; smtp: string }> {
  const entry = fileURLToPath(new URL('../server.ts', import.meta.url));
  const child = spawn(process.execPath, [entry], {
    env: { SANDBOX_DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const where = await new Promise<{ mail: string; smtp: string }>((done, failed) => {
    child.once('exit', (code) => failed(new Error(`ended with ${code}`)));
    child.stdout.on('data', (chunk: Buffer) => {
      if (chunk.includes('"ready"')) done(JSON.parse(chunk.toString()));
    });
  });
  return { child, mail: where.mail, smtp: where.smtp };
}

function end(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
  return new Promise((done) => {
    child.removeAllListeners('exit');
    child.once('exit', (code) => done(code));
    child.kill(signal);
  });
}
