import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { accepts } from './ports.ts';
import { type OnSpawn, type Running, startProgram, waitUntilReady } from './processes.ts';

/** The checkout's root. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export type Env = Readonly<Record<string, string | undefined>>;

export interface NodeProgram {
  readonly name: string;
  /** Path below the root. */
  readonly script: string;
  readonly args?: readonly string[];
  readonly env: Env;
  readonly logDir: string;
  readonly ready: () => Promise<boolean>;
  readonly readySeconds?: number;
  readonly graceMs?: number;
}

/** Starts one of the hub's own programs under this Node and waits until it is ready. */
export async function startNode(program: NodeProgram, onSpawn?: OnSpawn): Promise<Running> {
  const logFile = join(program.logDir, `${program.name}.log`);
  const running = startProgram({
    name: program.name,
    command: process.execPath,
    args: [join(ROOT, program.script), ...(program.args ?? [])],
    env: program.env,
    cwd: ROOT,
    logFile,
    graceMs: program.graceMs ?? 15_000,
    onSpawn,
  });
  await waitUntilReady(running, program.ready, { seconds: program.readySeconds ?? 60, logFile });
  return running;
}

/** Runs one of the hub's scripts to its end. @throws Error with the end of its log when it fails */
export async function runNode(
  program: Pick<NodeProgram, 'name' | 'script' | 'args' | 'env' | 'logDir'>,
  onSpawn?: OnSpawn,
): Promise<void> {
  const running = await startNode({ ...program, ready: async () => true }, onSpawn);
  const how = await running.exited;
  if (how.endsWith('código 0')) return;
  const logFile = join(program.logDir, `${program.name}.log`);
  throw new Error(`${program.script} ${how}; vea ${logFile}`);
}

export const scriptExists = (script: string): boolean => existsSync(join(ROOT, script));

/** Ready when the URL answers 200. */
export const answersOk = (url: string) => async (): Promise<boolean> => {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(2000) });
    await answer.arrayBuffer();
    return answer.status === 200;
  } catch {
    return false;
  }
};

/** Ready when the port accepts. */
export const listens = (port: number) => (): Promise<boolean> => accepts(port);
