import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeRunFile } from './run-file.ts';
import { runningEnv } from './running-env.ts';
import { loadSecrets } from './secrets.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'hub-running-'));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

function up() {
  const secrets = loadSecrets(dataDir);
  writeRunFile(dataDir, {
    ...{
      api_url: 'http://127.0.0.1:8081',
      metrics_url: 'http://127.0.0.1:1/m',
      worker_metrics_url: 'http://127.0.0.1:2/m',
    },
    ...{ temporal_address: '127.0.0.1:7233', temporal_namespace: 'default', temporal_ui_url: null },
    ...{ database_url: 'postgres://hub_app:secret@127.0.0.1:5434/hub', sandboxes: {}, pids: {} },
    ...{ admin: secrets.admin, operator_api_key: secrets.operator_api_key },
  });
  return secrets;
}

test('a command beside a running stack works on its database, as the role it needs', () => {
  const secrets = up();
  expect(runningEnv({ HUB_DATA_DIR: dataDir, LOG_LEVEL: 'warn' })).toEqual({
    HUB_DATA_DIR: dataDir,
    LOG_LEVEL: 'warn',
    DATABASE_URL: 'postgres://hub_app:secret@127.0.0.1:5434/hub',
    DATABASE_OWNER_URL: `postgres://hub_owner:${secrets.database.owner}@127.0.0.1:5434/hub`,
    HUB_MASTER_KEY: secrets.master_key,
    HUB_SEED_COMPANY_RUC: secrets.admin.company_ruc,
    PUBLIC_URL: 'http://127.0.0.1:8081',
  });
});

test('a database that is named is the one, and without a stack nothing is made up', () => {
  expect(runningEnv({ HUB_DATA_DIR: dataDir })).toEqual({ HUB_DATA_DIR: dataDir });
  up();
  const named = { HUB_DATA_DIR: dataDir, DATABASE_URL: 'postgres://elsewhere/hub' };
  expect(runningEnv(named)).toEqual(named);
});
