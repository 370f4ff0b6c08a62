import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { z } from 'zod';

import { writePrivate } from './secrets.ts';

const pid = z.number().int().positive();
const schema = z.object({
  api_url: z.url(),
  metrics_url: z.url(),
  worker_metrics_url: z.url(),
  temporal_address: z.string(),
  temporal_namespace: z.string(),
  temporal_ui_url: z.url().nullable(),
  database_url: z.string(),
  sandboxes: z.record(z.string(), z.url()),
  admin: z.object({ email: z.string(), password: z.string(), company_ruc: z.string() }),
  operator_api_key: z.string(),
  pids: z.object({ api: pid, worker: pid, postgres: pid, temporal: pid.optional(), sandbox: pid }).partial(),
});

/** Where everything of a running stack is found: the contract with programs that drive it from outside. */
export type RunFile = z.infer<typeof schema>;

export const runFilePath = (dataDir: string): string => join(dataDir, 'run.json');

/** Writes it in one step, readable by its owner only. */
export function writeRunFile(dataDir: string, run: RunFile): void {
  writePrivate(runFilePath(dataDir), `${JSON.stringify(schema.parse(run), undefined, 2)}\n`);
}

/** The run file of a stack that is up, or undefined. */
export function readRunFile(dataDir: string): RunFile | undefined {
  try {
    return schema.parse(JSON.parse(readFileSync(runFilePath(dataDir), 'utf8')));
  } catch {
    return undefined;
  }
}

export function removeRunFile(dataDir: string): void {
  rmSync(runFilePath(dataDir), { force: true });
}
