import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

import { messageOf } from './error-code.ts';
import { freePorts } from './ports.ts';
import { placePostgres, type PostgresPlace } from './postgres-place.ts';
import {
  commandOf,
  endProcess,
  isAlive,
  type OnSpawn,
  type Running,
  startProgram,
  waitUntilReady,
} from './processes.ts';

const run = promisify(execFile);

export interface PostgresOptions {
  readonly dataDir: string;
  readonly port?: number;
  /** false: no fsync, for tests and throw-away stacks only. */
  readonly durable: boolean;
  /** Of the superuser `postgres`; needed again at every start of the same folder. Random when left out. */
  readonly password?: string;
  readonly logFile?: string;
  readonly onSpawn?: OnSpawn;
}

export interface Postgres extends Running {
  readonly port: number;
  /** Superuser URL of the database `postgres`. */
  readonly superUrl: string;
  readonly clusterDir: string;
  onExit(listener: (how: string) => void): void;
}

/** Settings that do not depend on the machine. Statements that fail are not logged: their text may hold personal data. */
const SETTINGS = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'max_connections=200',
  'shared_buffers=128MB',
  'timezone=UTC',
  'log_timezone=UTC',
  'jit=off',
  'log_min_error_statement=panic',
];
const THROW_AWAY = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'autovacuum_naptime=10s'];

/** Makes the cluster in a folder of its own and renames it, so that a killed `initdb` leaves nothing half done. */
async function initialise(place: PostgresPlace, data: string, password: string, durable: boolean): Promise<void> {
  const half = join(place.clusterDir, 'new');
  rmSync(half, { recursive: true, force: true });
  const passwordFile = join(place.clusterDir, 'password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (place.account) chownSync(passwordFile, place.account.uid, place.account.gid);
  const args = ['--pgdata', half, '--username=postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  args.push('--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8');
  args.push('--no-instructions', ...(durable ? [] : ['--no-sync']));
  const identity = place.account ? { uid: place.account.uid, gid: place.account.gid } : {};
  try {
    await run(join(place.bin, 'initdb'), args, { cwd: '/', ...identity });
  } catch (error) {
    const said =
      typeof error === 'object' && error !== null && 'stderr' in error ? String(error.stderr) : messageOf(error);
    throw new Error(`PostgreSQL no pudo crear su carpeta de datos.\n${said.trim()}`);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(half, data);
}

/** Ends a server that a killed run has left on the folder, and waits for the lock a dying one still holds. */
async function stopOrphan(data: string): Promise<void> {
  const lock = join(data, 'postmaster.pid');
  for (let tries = 0; existsSync(lock) && tries < 50; tries += 1) {
    const pid = Number(readFileSync(lock, 'utf8').split('\n', 1)[0]);
    if (!(pid > 0) || !isAlive(pid) || !commandOf(pid).includes(data)) return;
    await endProcess(pid, 'SIGINT', 10_000);
    await sleep(100);
  }
}

/** The server itself writes `ready` into line 8 of its lock file: no pipe to read and no login needed. */
function saysReady(data: string, pid: number): boolean {
  try {
    const lines = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n');
    return Number(lines[0]) === pid && (lines[7] ?? '').trim() === 'ready';
  } catch {
    return false;
  }
}

async function startOnce(place: PostgresPlace, data: string, port: number, logFile: string, options: PostgresOptions) {
  const settings = [...SETTINGS, `port=${port}`, ...(options.durable ? [] : THROW_AWAY)];
  const running = startProgram({
    name: 'postgres',
    command: join(place.bin, 'postgres'),
    args: ['-D', data, ...settings.flatMap((setting) => ['-c', setting])],
    cwd: '/',
    account: place.account,
    logFile,
    stopSignal: 'SIGINT',
    graceMs: 20_000,
    onSpawn: options.onSpawn,
  });
  await waitUntilReady(running, async () => saysReady(data, running.pid), { seconds: 60, logFile, everyMs: 10 });
  return running;
}

/**
 * Starts PostgreSQL on the folder, creating the cluster at first. Works as an ordinary user and as root, over an orphan
 * of a killed run, and right after the server itself was killed (its lock and shared memory linger for a second).
 */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const place = placePostgres(options.dataDir);
  const data = join(place.clusterDir, 'cluster');
  const password = options.password ?? randomBytes(18).toString('base64url');
  const logFile = options.logFile ?? join(options.dataDir, 'logs', 'postgres.log');
  if (existsSync(data)) await stopOrphan(data);
  else await initialise(place, data, password, options.durable);
  let failure: unknown;
  for (let attempt = 0; attempt < 6; attempt += 1) {
    const port = options.port ?? (await freePorts(1))[0] ?? 0;
    try {
      const running = await startOnce(place, data, port, logFile, options);
      return {
        ...running,
        port,
        superUrl: `postgres://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`,
        clusterDir: data,
        onExit: (listener) => void running.exited.then(listener),
      };
    } catch (error) {
      failure = error;
      await sleep(500);
    }
  }
  throw failure;
}
