import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

import { ROOT } from '../../../scripts/stack/node-programs.ts';
import { signal as send } from '../../../scripts/stack/processes.ts';

/** A command of package.json as a person starts it, in a process group of its own. */
export interface Command {
  readonly child: ChildProcess;
  /** All that was said so far, on both channels. */
  said(): string;
  /** Ctrl-C at the terminal: the whole group gets it. */
  interrupt(): void;
  /** Resolves with the exit code (130 after a Ctrl-C, which npm passes on to itself at the end); kills the group and fails when it does not end in time. */
  ended(seconds: number): Promise<number>;
}

/** Runs `npm run <name>`. Jest's own flags are kept from it. */
export function runCommand(name: string, args: readonly string[], env: Record<string, string>): Command {
  const child = spawn('npm', ['run', name, '--silent', '--', ...args], {
    cwd: ROOT,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_OPTIONS: '', NODE_ENV: '', ...env },
  });
  const exited = once(child, 'exit');
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
  }
  const signalGroup = (signal: NodeJS.Signals) => {
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) send(-child.pid, signal);
  };
  return {
    child,
    said: () => text,
    interrupt: () => signalGroup('SIGINT'),
    async ended(seconds) {
      const late = sleep(seconds * 1000, 'late' as const, { ref: false });
      if ((await Promise.race([exited, late])) === 'late') {
        signalGroup('SIGKILL');
        throw new Error(`npm run ${name} did not end in ${seconds} s:\n${text.slice(-3000)}`);
      }
      return child.exitCode ?? (child.signalCode === 'SIGINT' ? 130 : 1);
    },
  };
}
