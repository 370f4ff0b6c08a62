import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * Records the golden histories anew: runs the process tests, which keep the history of each named branch under
 * `test/histories/`. Only after a change that is meant to break running processes, never to silence a failing replay.
 */
const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = new URL('../../test/histories/', import.meta.url);
const TESTS =
  'test/process/(sell|outcomes|before-issue|gate|deadlines|resume|notes|daily-summary|summary-recovery|despatch|certificates|completeness|voids)';

try {
  for (const name of readdirSync(folder)) rmSync(new URL(name, folder));
} catch {
  // The first recording.
}
const jest = fileURLToPath(new URL('../../node_modules/jest/bin/jest.js', import.meta.url));
const run = spawnSync(
  process.execPath,
  ['--experimental-vm-modules', jest, '--selectProjects', 'process', '--testPathPatterns', TESTS],
  { cwd: root, stdio: 'inherit', env: { ...process.env, HUB_RECORD_HISTORIES: '1' } },
);
process.exit(run.status ?? 1);
