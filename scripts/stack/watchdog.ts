import { rmSync } from 'node:fs';
import { createInterface } from 'node:readline';

import { endProcess } from './processes.ts';

/**
 * Ends what a killed supervisor leaves behind. It reads the current list of programs, one JSON line each time it
 * changes; when the pipe closes without an empty list before, the supervisor is dead and the list is ended in order.
 */
interface Watched {
  readonly programs: readonly { readonly pid: number; readonly signal: NodeJS.Signals }[];
  readonly paths: readonly string[];
}

const GRACE_MS = 8000;
let watched: Watched = { programs: [], paths: [] };

function isWatched(value: unknown): value is Watched {
  return typeof value === 'object' && value !== null && 'programs' in value && 'paths' in value;
}

async function clean(): Promise<void> {
  for (const { pid, signal } of watched.programs) await endProcess(pid, signal, GRACE_MS);
  for (const path of watched.paths) rmSync(path, { recursive: true, force: true });
}

for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => undefined);
const lines = createInterface({ input: process.stdin });
lines.on('line', (line) => {
  const next: unknown = JSON.parse(line);
  if (isWatched(next)) watched = next;
});
lines.once('close', () => {
  void clean().finally(() => process.exit(0));
});
