import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** What the watchdog ends, in this order, when this process is killed. */
export interface Guard {
  watch(programs: readonly { readonly pid: number; readonly stopSignal: NodeJS.Signals }[]): void;
  /** Files and folders that must not outlive this process, however it ends. */
  removeAtEnd(paths: readonly string[]): void;
  /** Ends the watchdog; what is still on the list is ended by it. */
  close(): void;
}

/** Starts the watchdog: a process of its own group that outlives a kill of this one by the seconds it needs. */
export function startGuard(): Guard {
  const child: ChildProcess = spawn(process.execPath, [fileURLToPath(new URL('watchdog.ts', import.meta.url))], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: process.platform !== 'win32',
    windowsHide: true,
    cwd: '/',
    // Jest adds flags that a plain script must not inherit.
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  child.unref();
  const pipe = child.stdin;
  if (pipe && 'unref' in pipe && typeof pipe.unref === 'function') pipe.unref();
  pipe?.on('error', () => undefined);
  let programs: readonly { pid: number; signal: NodeJS.Signals }[] = [];
  let paths: readonly string[] = [];
  const tell = () => pipe?.write(`${JSON.stringify({ programs, paths })}\n`);
  return {
    watch(running) {
      programs = running.map(({ pid, stopSignal }) => ({ pid, signal: stopSignal }));
      tell();
    },
    removeAtEnd(list) {
      paths = list;
      tell();
    },
    close() {
      pipe?.end();
    },
  };
}
