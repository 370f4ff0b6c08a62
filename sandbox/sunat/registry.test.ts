import { type ChildProcess, spawn } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openJournal } from './journal.ts';
import { cdrCode, control, send } from './testing/client.ts';
import { EXAMPLE_RUC, exampleBill, exampleName } from './testing/example-bill.ts';
import { type Fixture, openFixture } from './testing/fixture.ts';
import { exampleKey, signExample } from './testing/sign.ts';

let fixture: Fixture;

beforeAll(async () => {
  fixture = await openFixture();
});
afterAll(() => fixture.close());

describe('the registry', () => {
  test('knows a number whatever the bytes that come again, and counts the sends', async () => {
    const bill = fixture.bill('01', 1);
    await fixture.submit(bill);
    expect((await fixture.submit(bill)).fault).toBe('1033');
    expect((await fixture.submit(bill, (xml) => xml.replace('CAFE', 'TE'))).fault).toBe('1033');
    expect((await send(fixture.url, `${EXAMPLE_RUC}-01-F001-00000001`, '<x/>')).fault).toBe('1033');
    const [document] = (await fixture.state()).documents;
    expect(document).toMatchObject({
      ruc: EXAMPLE_RUC,
      type: '01',
      series: 'F001',
      number: 1,
      cdr_code: '0',
      times_sent: 4,
    });
  });

  test('takes a number once when it is sent many times at once', async () => {
    const bill = fixture.bill('03', 2);
    const xml = signExample(exampleBill(bill), fixture.key);
    const answers = await Promise.all(Array.from({ length: 12 }, () => send(fixture.url, exampleName(bill), xml)));
    expect(answers.filter((one) => cdrCode(one) === '0')).toHaveLength(1);
    const others = answers.filter((one) => one.fault !== undefined).map((one) => one.fault);
    expect(others).toHaveLength(11);
    expect(others.every((code) => code === '0140' || code === '1033')).toBe(true);
    expect((await fixture.state()).documents.filter((one) => one.number === 2)).toHaveLength(1);
  });

  test('is there after a restart, with requests, issuers and mode', async () => {
    await control(fixture.url, 'POST', '/issuers', { ruc: EXAMPLE_RUC, user: 'CAJA', password: 'secreta' });
    await control(fixture.url, 'POST', '/mode', { checks: 'light' });
    const before = await fixture.state();
    await fixture.restart();
    expect(await fixture.state()).toEqual(before);
    expect((await fixture.submit(fixture.bill('01', 1))).fault).toBe('1033');
    await control(fixture.url, 'POST', '/mode', { checks: 'full' });
  });

  test('the light mode takes a file without looking into it', async () => {
    await control(fixture.url, 'POST', '/mode', { checks: 'light' });
    const answer = await send(fixture.url, `${EXAMPLE_RUC}-03-B001-77`, exampleBill(fixture.bill('03', 77)));
    expect(cdrCode(answer)).toBe('0');
    expect((await fixture.state()).documents.at(-1)).toMatchObject({
      number: 77,
      total: '118.00',
      issue_date: fixture.today,
    });
    await control(fixture.url, 'POST', '/mode', { checks: 'full' });
  });

  test('reset forgets all but the issuers', async () => {
    expect((await control(fixture.url, 'POST', '/reset')).status).toBe(204);
    const state = await fixture.state();
    expect([state.documents, state.requests, state.checks, state.issuers.length]).toEqual([[], [], 'full', 1]);
    await fixture.restart();
    expect((await fixture.state()).documents).toEqual([]);
    expect(cdrCode(await fixture.submit(fixture.bill('01', 1)))).toBe('0');
  });

  test('a request under a foreign host name is refused', async () => {
    const port = new URL(fixture.url).port;
    const { get } = await import('node:http');
    const status = await new Promise((done, failed) => {
      const headers = { host: 'example.com' };
      get({ host: '127.0.0.1', port, path: '/__control/state', headers }, (answer) => {
        answer.resume();
        done(answer.statusCode);
      }).on('error', failed);
    });
    expect(status).toBe(403);
  });
});

describe('the journal', () => {
  test('drops a line that a kill left half written', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'sunat-journal-'));
    const path = join(dir, 'a.jsonl');
    const first = await openJournal(path);
    await Promise.all([first.append({ a: 1 }), first.append({ a: 2 })]);
    await first.close();
    appendFileSync(path, '{"a":3');
    const second = await openJournal(path);
    expect(second.past).toEqual([{ a: 1 }, { a: 2 }]);
    await second.append({ a: 4 });
    await second.close();
    expect(readFileSync(path, 'utf8')).toBe('{"a":1}\n{"a":2}\n{"a":4}\n');
    rmSync(dir, { recursive: true });
  });
});

describe('the process', () => {
  test('killed at once after an answer, it knows the number when it is started again', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'sunat-process-'));
    const bill = {
      ...fixture.bill('03', 5),
      issueDate: new Date(Date.now() - 5 * 3600_000).toISOString().slice(0, 10),
    };
    const xml = signExample(exampleBill(bill), exampleKey());
    const first = await startServer(dataDir);
    expect(cdrCode(await send(first.url, exampleName(bill), xml))).toBe('0');
    await end(first.child, 'SIGKILL');
    const second = await startServer(dataDir);
    expect((await send(second.url, exampleName(bill), xml)).fault).toBe('1033');
    expect(await end(second.child, 'SIGTERM')).toBe(0);
    rmSync(dataDir, { recursive: true });
  });
});

async function startServer(dataDir: string): Promise<{ child: ChildProcess; url: string }> {
  const entry = fileURLToPath(new URL('../server.ts', import.meta.url));
  const env = { SANDBOX_SUNAT_PORT: '0', SANDBOX_DATA_DIR: dataDir };
  const child = spawn(process.execPath, [entry], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const url = await new Promise<string>((done, failed) => {
    child.once('exit', (code) => failed(new Error(`ended with ${code}`)));
    child.stdout.on('data', (chunk: Buffer) => {
      const found = /"sunat":"([^"]+)"/.exec(chunk.toString())?.[1];
      if (found !== undefined) done(found);
    });
  });
  return { child, url };
}

function end(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
  return new Promise((done) => {
    child.removeAllListeners('exit');
    child.once('exit', (code) => done(code));
    child.kill(signal);
  });
}
