import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { bootstrapDatabase } from '../../db/bootstrap.ts';
import { migrate } from '../../db/migrate.ts';
import { createSupervisor, type Supervisor } from './children.ts';
import { endLeftovers, lockFolder, makeDataFolder, noteChildren } from './folder-lock.ts';
import { startGuard } from './guard.ts';
import { answersOk, type Env, listens, runNode, scriptExists, startNode } from './node-programs.ts';
import { startPostgres } from './postgres.ts';
import { rotateLog } from './processes.ts';
import { removeRunFile, type RunFile, runFilePath, writeRunFile } from './run-file.ts';
import { loadSecrets, type Secrets } from './secrets.ts';
import { chooseStackPorts, DATABASE, databaseUrls, seedEnv, stackEnv, type StackPorts } from './stack-env.ts';
import { planTemporal, type TemporalPlan } from './temporal.ts';
import { prepareTemporal } from './temporal-ready.ts';

export interface StackOptions {
  readonly dataDir: string;
  /** false: no fsync, for throw-away stacks (demo, bench). */
  readonly durable: boolean;
  readonly log: (line: string) => void;
  /** Variables for the hub's own programs, over those of the stack. */
  readonly env?: Env;
  /** Remove the data folder at the end, also when this process is killed. */
  readonly throwAway?: boolean;
  readonly signal?: AbortSignal;
}

export interface Stack {
  /** What the run file says now. */
  run(): RunFile;
  stop(): Promise<void>;
}

interface Parts {
  readonly options: StackOptions;
  readonly dataDir: string;
  readonly logDir: string;
  readonly ports: StackPorts;
  readonly secrets: Secrets;
  readonly plan: TemporalPlan;
  readonly superUrl: string;
  readonly env: Env;
  readonly supervisor: Supervisor;
}

const LOGS = ['postgres', 'temporal', 'temporal-ui', 'sandbox', 'seed', 'worker', 'api'];

async function plan(options: StackOptions, dataDir: string, supervisor: Supervisor): Promise<Parts> {
  const secrets = loadSecrets(dataDir);
  const ports = await chooseStackPorts();
  const logDir = join(dataDir, 'logs');
  for (const name of LOGS) rotateLog(join(logDir, `${name}.log`));
  const temporal = await planTemporal({
    dataDir,
    port: ports.temporal,
    uiPort: ports.ui,
    codecEndpoint: `http://127.0.0.1:${ports.api}/codec`,
    logDir,
  });
  const superUrl = `postgres://postgres:${secrets.database.superuser}@127.0.0.1:${ports.postgres}/postgres`;
  const env = stackEnv({
    dataDir,
    ports,
    secrets,
    superUrl,
    temporalAddress: temporal.address,
    uiUrl: temporal.uiUrl,
    extra: options.env ?? {},
  });
  return { options, dataDir, logDir, ports, secrets, plan: temporal, superUrl, env, supervisor };
}

async function bringUpDatabase(parts: Parts): Promise<void> {
  const { options, dataDir, ports, secrets, superUrl, supervisor, logDir } = parts;
  await supervisor.add({
    name: 'postgres',
    start: (onSpawn) =>
      startPostgres({
        dataDir,
        port: ports.postgres,
        durable: options.durable,
        password: secrets.database.superuser,
        logFile: join(logDir, 'postgres.log'),
        onSpawn,
      }),
  });
  await bootstrapDatabase(superUrl, DATABASE, secrets.database);
  const done = await migrate(databaseUrls(superUrl, secrets).owner);
  options.log(`base de datos lista${done.length > 0 ? ` (${done.length} migraciones aplicadas)` : ''}`);
}

async function bringUpTemporal({ options, plan: temporal, supervisor }: Parts): Promise<void> {
  const { startServer, startUi, address } = temporal;
  if (startServer) await supervisor.add({ name: 'temporal', start: startServer });
  else await prepareTemporal(address);
  options.log(`Temporal listo en ${address}`);
  if (startUi) await supervisor.add({ name: 'temporal-ui', start: startUi });
}

async function bringUpSandbox({ dataDir, logDir, ports, supervisor }: Parts): Promise<void> {
  const env = {
    SANDBOX_SUNAT_PORT: String(ports.sunat),
    SANDBOX_MAIL_PORT: String(ports.smtp),
    SANDBOX_MAIL_HTTP_PORT: String(ports.mail),
    SANDBOX_DATA_DIR: join(dataDir, 'sandbox'),
  };
  const [sunat, mail] = [listens(ports.sunat), listens(ports.mail)];
  const ready = async (): Promise<boolean> => (await sunat()) && (await mail());
  await supervisor.add({
    name: 'sandbox',
    start: (onSpawn) =>
      startNode({ name: 'sandbox', script: 'sandbox/server.ts', env, logDir, ready, graceMs: 5000 }, onSpawn),
  });
}

/** The demo company, once per data folder; the seed itself can be repeated. */
async function seedOnce({ options, dataDir, logDir, env, superUrl, secrets }: Parts): Promise<void> {
  const mark = join(dataDir, 'seeded');
  if (existsSync(mark)) return;
  options.log('se crea la empresa de demostración');
  await runNode({ name: 'seed', script: 'scripts/seed.ts', env: seedEnv(env, superUrl, secrets), logDir });
  writeFileSync(mark, '');
}

async function bringUpHub({ env, logDir, ports, supervisor }: Parts): Promise<void> {
  const worker = { name: 'worker', script: 'worker.ts', env, logDir, ready: listens(ports.workerMetrics) };
  const ready = answersOk(`http://127.0.0.1:${ports.api}/health/ready`);
  const api = { name: 'api', script: 'api/server.ts', env, logDir, ready };
  const programs = [{ ...worker, graceMs: 20_000 }, api].filter(({ script }) => scriptExists(script));
  await Promise.all(
    programs.map((program) => supervisor.add({ name: program.name, start: (onSpawn) => startNode(program, onSpawn) })),
  );
}

function describe({ ports, secrets, plan: temporal, superUrl, supervisor }: Parts): RunFile {
  const { api, worker, postgres, temporal: server, sandbox } = supervisor.pids();
  return {
    api_url: `http://127.0.0.1:${ports.api}`,
    metrics_url: `http://127.0.0.1:${ports.apiMetrics}/metrics`,
    worker_metrics_url: `http://127.0.0.1:${ports.workerMetrics}/metrics`,
    temporal_address: temporal.address,
    temporal_namespace: 'default',
    temporal_ui_url: temporal.uiUrl ?? null,
    database_url: databaseUrls(superUrl, secrets).app,
    sandboxes: { sunat: `http://127.0.0.1:${ports.sunat}`, mail: `http://127.0.0.1:${ports.mail}` },
    admin: secrets.admin,
    operator_api_key: secrets.operator_api_key,
    pids: { api, worker, postgres, temporal: server, sandbox },
  };
}

/**
 * Brings the whole embedded stack up on a data folder and keeps it up until `stop`. Everything ends in order when it
 * cannot come up, when `signal` aborts, and (by the watchdog) when this process is killed.
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const dataDir = resolve(options.dataDir);
  makeDataFolder(dataDir);
  const unlock = lockFolder(dataDir);
  await endLeftovers(dataDir, options.log);
  const guard = startGuard();
  guard.removeAtEnd([runFilePath(dataDir), ...(options.throwAway ? [dataDir] : [])]);
  let publish = () => undefined as void;
  const supervisor = createSupervisor({
    guard: {
      ...guard,
      watch: (running) => {
        guard.watch(running);
        noteChildren(dataDir, running);
      },
    },
    log: options.log,
    onRestart: () => publish(),
  });
  const stop = async () => {
    publish = () => undefined;
    removeRunFile(dataDir);
    await supervisor.stop();
    guard.close();
    unlock();
  };
  options.signal?.addEventListener('abort', () => void supervisor.stop(), { once: true });
  try {
    removeRunFile(dataDir);
    const parts = await plan(options, dataDir, supervisor);
    const database = bringUpDatabase(parts).then(() => seedOnce(parts));
    await allOrFirstFailure([database, bringUpTemporal(parts), bringUpSandbox(parts)]);
    await bringUpHub(parts);
    options.signal?.throwIfAborted();
    publish = () => writeRunFile(dataDir, describe(parts));
    publish();
    return { run: () => describe(parts), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Waits for all even when one fails, so that nothing is still being started while everything is being ended. */
async function allOrFirstFailure(work: readonly Promise<void>[]): Promise<void> {
  const results = await Promise.allSettled(work);
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}
