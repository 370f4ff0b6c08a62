import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { WorkflowHandle } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';

export const HISTORIES = fileURLToPath(new URL('../../histories/', import.meta.url));

/** Keeps the history as a golden one when the run records them (`scripts/generate/histories.ts` sets the variable). */
export async function recordHistory(name: string, handle: WorkflowHandle): Promise<void> {
  if (process.env['HUB_RECORD_HISTORIES'] !== '1') return;
  mkdirSync(HISTORIES, { recursive: true });
  const history = await handle.fetchHistory();
  writeFileSync(`${HISTORIES}${name}.json`, `${historyToJSON(history)}\n`);
}
