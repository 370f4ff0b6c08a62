import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { z } from 'zod';

import { coverageOf, GOAL_PERCENT, percent } from './covered/report.ts';
import { untilStopped } from './stack/lifetime.ts';
import { ROOT } from './stack/node-programs.ts';

/**
 * `npm test`: all Jest projects; `--full` adds the long ones; `--coverage` prints the lines that were run by room and
 * fails below the goal; other arguments are Jest's.
 */
const counts = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  numRuntimeErrorTestSuites: z.number(),
});

const given = process.argv.slice(2);
const full = given.includes('--full');
const covers = given.includes('--coverage');
const folder = mkdtempSync(join(tmpdir(), 'hub-jest-'));
const report = join(folder, 'report.json');
const args = [join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js'), '--json', `--outputFile=${report}`];
if (covers) args.push(`--coverageDirectory=${join(folder, 'jest')}`);
if (!given.some((arg) => /^(--maxWorkers|-w|-i|--runInBand)/.test(arg))) args.push('--maxWorkers=2');
args.push(...given.filter((arg) => arg !== '--full'));

const jest = spawn(process.execPath, args, {
  cwd: ROOT,
  // Jest repeats the JSON report on stdout; what people read goes to stderr.
  stdio: ['ignore', 'ignore', 'inherit'],
  env: {
    ...process.env,
    NODE_ENV: 'test',
    NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning',
    ...(full ? { HUB_TEST_FULL: '1' } : {}),
    ...(covers ? { HUB_CHILD_COVERAGE: join(folder, 'children') } : {}),
  },
});
const lifetime = untilStopped((line) => console.error(`[hub] ${line}`));
lifetime.signal.addEventListener('abort', () => jest.kill('SIGINT'), { once: true });
const code = await new Promise<number>((resolve) => {
  jest.once('error', () => resolve(1));
  jest.once('exit', (status) => resolve(status ?? 1));
});

/** Printed also when tests failed; true when the goal is met. */
function printCoverage(): boolean {
  try {
    const source = { root: ROOT, jestDir: join(folder, 'jest'), processDir: join(folder, 'children') };
    const { rooms, poorest } = coverageOf(source);
    for (const room of [...poorest, ...rooms]) {
      const { name, run, lines } = room;
      console.log(`${name.padEnd(45)} ${percent(room).toFixed(1).padStart(5)} %  ${run} de ${lines} líneas`);
    }
    const total = rooms.at(-1);
    return total !== undefined && percent(total) >= GOAL_PERCENT;
  } catch {
    console.error('[hub] No hay medida de cobertura.');
    return false;
  }
}

let summary: z.infer<typeof counts> | undefined;
try {
  summary = counts.parse(JSON.parse(readFileSync(report, 'utf8')));
} catch {
  console.error('[hub] Jest terminó sin informe.');
}
const covered = !covers || printCoverage();
rmSync(folder, { recursive: true, force: true });
const failed = summary ? summary.numFailedTests + summary.numRuntimeErrorTestSuites : 1;
const skipped = summary ? summary.numPendingTests + summary.numTodoTests : 0;
console.log(`${summary?.numPassedTests ?? 0} passed, ${failed} failed, ${skipped} skipped`);
process.exit(code === 0 && failed === 0 && covered ? 0 : 1);
