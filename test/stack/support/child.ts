import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import { z } from 'zod';

const started = z.object({ pid: z.number(), superUrl: z.string(), clusterDir: z.string() });

export interface PostgresChild extends z.infer<typeof started> {
  readonly child: ChildProcess;
  /** Signals the supervisor and waits until it is gone. */
  end(signal: NodeJS.Signals): Promise<void>;
}

/** Runs `postgres.ts` of this folder as a process of its own, as another account where one is given. */
export function startPostgresChild(
  dataDir: string,
  options: { guarded?: boolean; account?: { uid: number; gid: number } } = {},
): Promise<PostgresChild> {
  const script = fileURLToPath(new URL('postgres.ts', import.meta.url));
  const child = spawn(process.execPath, [script, dataDir, options.guarded ? 'guarded' : ''], {
    stdio: ['ignore', 'pipe', 'pipe'],
    cwd: '/',
    env: { ...process.env, NODE_OPTIONS: '' },
    ...options.account,
  });
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()));
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  return new Promise((resolve, reject) => {
    void gone.then(() => reject(new Error(`ended before it was ready: ${said}`)));
    if (!child.stdout) return;
    createInterface({ input: child.stdout }).once('line', (line) => {
      const end = async (signal: NodeJS.Signals) => {
        child.kill(signal);
        await gone;
      };
      resolve({ ...started.parse(JSON.parse(line)), child, end });
    });
  });
}
