import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, chownSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';

import { goneWithin, isAlive, signal } from '../../scripts/stack/processes.ts';
import { serverAccount } from '../../scripts/stack/postgres-place.ts';
import { type PostgresChild, startPostgresChild } from './support/child.ts';

let folder: string;
let running: PostgresChild | undefined;
const asRoot = process.getuid?.() === 0;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hub-stack-'));
  chmodSync(folder, 0o711);
});

afterEach(async () => {
  if (running && running.child.exitCode === null) await running.end('SIGTERM');
  if (running) signal(running.pid, 'SIGKILL');
  running = undefined;
  rmSync(folder, { recursive: true, force: true });
}, 30_000);

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows.map((row) => Object.values(row)[0]);
  } finally {
    await client.end();
  }
}

test('data survive a restart, with a locale that does not depend on the machine', async () => {
  running = await startPostgresChild(folder);
  await query(running.superUrl, 'create table kept as select 42 as answer');
  await running.end('SIGTERM');
  expect(isAlive(running.pid)).toBe(false);
  running = await startPostgresChild(folder);
  expect(await query(running.superUrl, 'select answer from kept')).toEqual([42]);
  const locale = 'select datlocale from pg_database where datname = current_database()';
  expect(await query(running.superUrl, locale)).toEqual(['C.UTF-8']);
}, 60_000);

test('the server of a killed run is taken over, not tripped over', async () => {
  const first = await startPostgresChild(folder);
  await query(first.superUrl, 'create table kept as select 42 as answer');
  await first.end('SIGKILL');
  expect(isAlive(first.pid)).toBe(true);
  running = await startPostgresChild(folder);
  expect(running.pid).not.toBe(first.pid);
  expect(isAlive(first.pid)).toBe(false);
  expect(await query(running.superUrl, 'select answer from kept')).toEqual([42]);
}, 60_000);

test('it starts again right after the server itself was killed', async () => {
  const first = await startPostgresChild(folder);
  signal(first.pid, 'SIGKILL');
  await first.end('SIGKILL');
  running = await startPostgresChild(folder);
  expect(await query(running.superUrl, 'select 1')).toEqual([1]);
}, 60_000);

test('the watchdog ends the server when its supervisor is killed', async () => {
  const first = await startPostgresChild(folder, { guarded: true });
  await first.end('SIGKILL');
  expect(await goneWithin(first.pid, 20_000)).toBe(true);
}, 60_000);

(asRoot ? describe : describe.skip)('as root', () => {
  test('a folder closed to the server account keeps its cluster in a cache folder that it names', async () => {
    chmodSync(folder, 0o700);
    running = await startPostgresChild(join(folder, 'data'));
    expect(running.clusterDir.startsWith(folder)).toBe(false);
    const named = readFileSync(join(folder, 'data', 'postgres-at'), 'utf8').trim();
    expect(running.clusterDir.startsWith(named)).toBe(true);
    await query(running.superUrl, 'create table kept as select 42 as answer');
    await running.end('SIGTERM');
    running = await startPostgresChild(join(folder, 'data'));
    expect(await query(running.superUrl, 'select answer from kept')).toEqual([42]);
    await running.end('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { mode: 0o700 });
    running = await startPostgresChild(join(folder, 'other'));
    expect(existsSync(named)).toBe(false);
    rmSync(join(running.clusterDir, '..', '..'), { recursive: true, force: true });
  }, 60_000);

  test('an ordinary user runs it too', async () => {
    const account = serverAccount();
    if (!account) throw new Error('no account to drop to');
    chownSync(folder, account.uid, account.gid);
    running = await startPostgresChild(folder, { account: { uid: account.uid, gid: account.gid } });
    expect(await query(running.superUrl, 'select 1')).toEqual([1]);
  }, 60_000);
});
