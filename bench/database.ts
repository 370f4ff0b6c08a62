import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { bootstrapDatabase, roleUrl } from '../db/bootstrap.ts';
import { migrate } from '../db/migrate.ts';
import { startGuard } from '../scripts/stack/guard.ts';
import { startPostgres } from '../scripts/stack/postgres.ts';

export interface BenchDatabase {
  /** As hub_app. */
  readonly appUrl: string;
  stop(): Promise<void>;
}

/** A folder of its own below the system's; PostgreSQL may have to run as another account and must be able to pass. */
export function benchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'retail-hub-bench-'));
  chmodSync(folder, 0o711);
  return folder;
}

/** A migrated database on a cluster that writes through to the disk, as in production. */
export async function startBenchDatabase(): Promise<BenchDatabase> {
  const folder = benchFolder();
  const guard = startGuard();
  guard.removeAtEnd([folder]);
  const postgres = await startPostgres({
    dataDir: join(folder, 'pg'),
    durable: true,
    onSpawn: (running) => guard.watch([running]),
  });
  const stop = async () => {
    await postgres.stop();
    guard.watch([]);
    guard.close();
  };
  try {
    const password = randomBytes(12).toString('hex');
    await bootstrapDatabase(postgres.superUrl, 'hub', { owner: password, app: password, relay: password });
    await migrate(roleUrl(postgres.superUrl, 'owner', 'hub', password));
    return { appUrl: roleUrl(postgres.superUrl, 'app', 'hub', password), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
