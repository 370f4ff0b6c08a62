import { mkdirSync, writeFileSync } from 'node:fs';
import type { WorkflowHandle } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { HISTORIES } from '../../support/histories.ts';

/** Keeps the history as a golden one when the run records them (`scripts/generate/histories.ts` sets the variable). */
export async function recordHistory(name: string, handle: WorkflowHandle): Promise<void> {
  if (process.env['HUB_RECORD_HISTORIES'] !== '1') return;
  mkdirSync(HISTORIES, { recursive: true });
  const history = await handle.fetchHistory();
  // The names of the machine and of its processes say nothing and change each time.
  const text = historyToJSON(history).replaceAll(/("(?:identity|name)": ?")\d+@[^"]*"/g, '$1worker"');
  writeFileSync(`${HISTORIES}${name}.json`, `${text}\n`);
}
