import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { bootstrapDatabase, roleUrl } from '../../db/bootstrap.ts';
import { migrate } from '../../db/migrate.ts';
import { type Guard, startGuard } from '../../scripts/stack/guard.ts';
import { type Postgres, startPostgres } from '../../scripts/stack/postgres.ts';
import type { Running } from '../../scripts/stack/processes.ts';
import { startTemporal, type Temporal } from '../../scripts/stack/temporal.ts';
import { bundleWorkflows, hasWorkflows } from '../../scripts/workflow-bundle.ts';

export const TEMPLATE = 'hub_template';

/** The servers of one Jest run. Every project's set-up shares them; a killed run is cleaned up by the watchdog. */
interface TestServers {
  readonly folder: string;
  readonly guard: Guard;
  readonly running: Pick<Running, 'pid' | 'stopSignal' | 'stop'>[];
  postgres?: Promise<void>;
  process?: Promise<void>;
}

declare global {
  var hubTestServers: TestServers | undefined;
}

function servers(): TestServers {
  if (globalThis.hubTestServers) return globalThis.hubTestServers;
  const folder = mkdtempSync(join(tmpdir(), 'hub-test-'));
  // PostgreSQL may have to run as another account and must be able to pass.
  chmodSync(folder, 0o711);
  const guard = startGuard();
  guard.removeAtEnd([folder]);
  globalThis.hubTestServers = { folder, guard, running: [] };
  return globalThis.hubTestServers;
}

function keep(running: Pick<Running, 'pid' | 'stopSignal' | 'stop'>): void {
  const { guard, running: list } = servers();
  list.push(running);
  guard.watch(list.filter(({ pid }) => pid > 0));
}

async function makeTemplate(postgres: Postgres): Promise<void> {
  const password = randomBytes(12).toString('hex');
  await bootstrapDatabase(postgres.superUrl, TEMPLATE, { owner: password, app: password, relay: password });
  await migrate(roleUrl(postgres.superUrl, 'owner', TEMPLATE, password));
  process.env['HUB_TEST_PG_SUPER_URL'] = postgres.superUrl;
  process.env['HUB_TEST_PG_ROLE_PASSWORD'] = password;
}

/** One cluster without fsync; the migrated database is the template of all test databases. */
export function needPostgres(): Promise<void> {
  const all = servers();
  all.postgres ??= (async () => {
    const postgres = await startPostgres({ dataDir: join(all.folder, 'pg'), durable: false, onSpawn: keep });
    await makeTemplate(postgres);
  })();
  return all.postgres;
}

async function temporalInMemory(folder: string): Promise<void> {
  const dataDir = join(folder, 'temporal');
  mkdirSync(dataDir, { recursive: true });
  const temporal: Temporal = await startTemporal({ dataDir, inMemory: true, timeSkipping: true });
  keep({ pid: temporal.pid, stopSignal: 'SIGTERM', stop: temporal.stop });
  process.env['HUB_TEST_TEMPORAL_ADDRESS'] = temporal.address;
}

async function bundle(folder: string): Promise<void> {
  if (!hasWorkflows()) return;
  const file = join(folder, 'workflows.js');
  writeFileSync(file, await bundleWorkflows());
  process.env['HUB_TEST_WORKFLOW_BUNDLE'] = file;
}

/** PostgreSQL, Temporal in memory with time skipping, and the workflow bundle, side by side. */
export function needProcessServers(): Promise<void> {
  const all = servers();
  all.process ??= Promise.all([needPostgres(), temporalInMemory(all.folder), bundle(all.folder)]).then(() => undefined);
  return all.process;
}

/** Ends everything; safe to call once per project. */
export async function stopServers(): Promise<void> {
  const all = globalThis.hubTestServers;
  if (!all) return;
  globalThis.hubTestServers = undefined;
  for (const running of all.running.reverse()) await running.stop();
  all.guard.watch([]);
  all.guard.close();
}
