import { join } from 'node:path';

import { type Env, ROOT } from './node-programs.ts';
import { readRunFile } from './run-file.ts';
import { loadSecrets } from './secrets.ts';
import { DATABASE, databaseUrls } from './stack-env.ts';

/**
 * The environment of a command that works on a database: as it is given, or completed by the stack of `npm start` that
 * is up on the same data folder, so that commands beside it need no variables.
 */
export function runningEnv(env: Env): Env {
  if (env['DATABASE_URL'] || env['DATABASE_OWNER_URL']) return env;
  const dataDir = env['HUB_DATA_DIR'] ?? join(ROOT, '.data');
  const run = readRunFile(dataDir);
  if (!run) return env;
  const secrets = loadSecrets(dataDir);
  const { host } = new URL(run.database_url);
  const { owner } = databaseUrls(`postgres://${host}/${DATABASE}`, secrets);
  return {
    DATABASE_URL: run.database_url,
    DATABASE_OWNER_URL: owner,
    HUB_MASTER_KEY: secrets.master_key,
    HUB_SEED_COMPANY_RUC: run.admin.company_ruc,
    PUBLIC_URL: run.api_url,
    ...env,
  };
}
