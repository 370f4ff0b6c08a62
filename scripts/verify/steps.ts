import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { bootstrapDatabase, roleUrl } from '../../db/bootstrap.ts';
import { migrate, schemaIsBehind } from '../../db/migrate.ts';
import { startGuard } from '../stack/guard.ts';
import { ROOT } from '../stack/node-programs.ts';
import { startPostgres } from '../stack/postgres.ts';
import { bundleWorkflows, hasWorkflows } from '../workflow-bundle.ts';
import { sourceFiles } from './files.ts';
import { roomFaults } from './rooms.ts';
import { sizeFaults } from './sizes.ts';

export interface Step {
  readonly name: string;
  /** Resolves to '' when all is well, else to what a person has to read. */
  readonly run: () => Promise<string>;
}

function program(...command: string[]): Step['run'] {
  return async () => {
    const [name = '', ...args] = command;
    const bin = join(ROOT, 'node_modules', '.bin', name);
    const done = spawnSync(bin, args, { cwd: ROOT, encoding: 'utf8', shell: process.platform === 'win32' });
    if (done.error) return done.error.message;
    return done.status === 0 ? '' : `${done.stdout}${done.stderr}`.trim();
  };
}

async function rooms(): Promise<string> {
  const faults = sourceFiles(ROOT).flatMap(({ file, text }) => [...roomFaults(file, text), ...sizeFaults(file, text)]);
  return faults.map(({ file, line, rule }) => `${file}:${line} ${rule}`).join('\n');
}

async function bundle(): Promise<string> {
  if (!hasWorkflows()) return 'falta workflows/index.ts';
  const code = await bundleWorkflows();
  return code.length > 0 ? '' : 'el paquete de procesos está vacío';
}

/** All migrations on an empty server, then the entities against the snapshot. */
async function migrations(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'hub-verify-'));
  chmodSync(folder, 0o711);
  const guard = startGuard();
  guard.removeAtEnd([folder]);
  const postgres = await startPostgres({
    dataDir: folder,
    durable: false,
    onSpawn: (running) => guard.watch([running]),
  });
  try {
    const password = 'verify';
    await bootstrapDatabase(postgres.superUrl, 'hub', { owner: password, app: password, relay: password });
    const url = roleUrl(postgres.superUrl, 'owner', 'hub', password);
    await migrate(url);
    return (await schemaIsBehind(url)) ? 'las entidades y la última migración difieren: falta una migración' : '';
  } finally {
    await postgres.stop();
    guard.watch([]);
    guard.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** From the quickest to the slowest. */
export const STEPS: readonly Step[] = [
  { name: 'formato', run: program('biome', 'format', '.') },
  { name: 'lint con tipos', run: program('oxlint', '--type-aware', '--deny-warnings', '.') },
  { name: 'regla de dependencias y tamaño', run: rooms },
  { name: 'tipos', run: program('tsc', '-p', '.') },
  { name: 'paquete de procesos', run: bundle },
  { name: 'migraciones al día', run: migrations },
];
