import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from '@jest/globals';

import { readRunFile, removeRunFile, type RunFile, runFilePath, writeRunFile } from './run-file.ts';
import { loadSecrets } from './secrets.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hub-run-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const run: RunFile = {
  api_url: 'http://127.0.0.1:8080',
  metrics_url: 'http://127.0.0.1:9464/metrics',
  worker_metrics_url: 'http://127.0.0.1:9465/metrics',
  temporal_address: '127.0.0.1:7233',
  temporal_namespace: 'default',
  temporal_ui_url: 'http://127.0.0.1:8233',
  database_url: 'postgres://hub_app:x@127.0.0.1:5433/hub',
  sandboxes: { sunat: 'http://127.0.0.1:8090' },
  admin: { email: 'admin@demo.test', password: 'x', company_ruc: '20990000000' },
  operator_api_key: 'hk_x',
  pids: { api: 1, worker: 2, postgres: 3, temporal: 4, sandbox: 5 },
};

test('the run file is readable by its owner only and leaves no half-written file beside it', () => {
  writeRunFile(folder, run);
  writeRunFile(folder, { ...run, pids: { ...run.pids, worker: 22 } });
  expect(statSync(runFilePath(folder)).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['run.json']);
  expect(readRunFile(folder)?.pids.worker).toBe(22);
  removeRunFile(folder);
  expect(readRunFile(folder)).toBeUndefined();
});

test('secrets are made once, random, private, with a valid RUC', () => {
  const first = loadSecrets(folder);
  expect(statSync(join(folder, 'secrets.json')).mode & 0o777).toBe(0o600);
  expect(loadSecrets(folder)).toEqual(first);
  const other = mkdtempSync(join(tmpdir(), 'hub-run-'));
  expect(loadSecrets(other).admin.password).not.toBe(first.admin.password);
  rmSync(other, { recursive: true, force: true });
  const digits = first.admin.company_ruc.split('').map(Number);
  const sum = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2].reduce((total, weight, i) => total + weight * (digits[i] ?? 0), 0);
  expect(digits[10]).toBe((11 - (sum % 11)) % 10);
});
