import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface WorkerProcess {
  /** As a crash would: nothing is said good-bye to. */
  kill(): Promise<void>;
  /** In order, as the launcher does. Answers the exit code. */
  stop(): Promise<number | null>;
  /** Everything it wrote, for the assertion that nothing secret or personal is logged. */
  log(): string;
}

const READY = '"worker ready"';
const READY_MS = 60_000;

/** Starts the real `worker.ts` as a process of its own and waits until it serves. */
export async function startWorkerProcess(env: Readonly<Record<string, string>>): Promise<WorkerProcess> {
  const script = fileURLToPath(new URL('../../../worker.ts', import.meta.url));
  const bundle = process.env['HUB_TEST_WORKFLOW_BUNDLE'] ?? '';
  const child = spawn(process.execPath, [script, '--bundle', bundle], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], NODE_ENV: 'test', ...env },
  });
  let output = '';
  const ready = new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`the worker was not ready: ${output.slice(-2000)}`)), READY_MS);
    const hear = (part: Buffer): void => {
      output += part.toString();
      if (!output.includes(READY)) return;
      clearTimeout(timer);
      resolve();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`the worker ended with ${code}: ${output.slice(-2000)}`));
    });
  });
  await ready;
  return { kill: () => kill(child), stop: () => stop(child), log: () => output };
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

async function stop(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
  return child.exitCode;
}
