import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { z } from 'zod';

import { commandOf, endProcess, isAlive } from './processes.ts';

const leftovers = z.array(
  z.object({ pid: z.number().int(), command: z.string(), signal: z.enum(['SIGTERM', 'SIGINT']) }),
);

/** Makes the data folder: only its owner reads it, but an account that PostgreSQL drops to may pass through. */
export function makeDataFolder(dataDir: string): void {
  mkdirSync(dataDir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
}

/**
 * Takes the folder for this process. Refuses while another stack runs on it; a lock of a process that no longer lives is
 * void. @returns what gives it back
 */
export function lockFolder(dataDir: string): () => void {
  const file = join(dataDir, 'stack.lock');
  for (let attempt = 0; ; attempt += 1) {
    try {
      writeFileSync(file, `${process.pid}\n${commandOf(process.pid)}`, { flag: 'wx', mode: 0o600 });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if (attempt > 2 || !existsSync(file)) throw error;
      const [pid = '0', command = ''] = readFileSync(file, 'utf8').split('\n');
      if (isAlive(Number(pid)) && commandOf(Number(pid)) === command) {
        throw new Error(`Ya hay un hub en marcha con la carpeta ${dataDir} (pid ${pid}).`);
      }
      rmSync(file, { force: true });
    }
  }
}

/** Notes which programs run, for the case that this process and its watchdog are both killed. */
export function noteChildren(
  dataDir: string,
  running: readonly { readonly pid: number; readonly stopSignal: NodeJS.Signals }[],
): void {
  const list = running.map(({ pid, stopSignal }) => ({
    pid,
    command: commandOf(pid),
    signal: stopSignal === 'SIGINT' ? 'SIGINT' : 'SIGTERM',
  }));
  writeFileSync(join(dataDir, 'children.json'), JSON.stringify(list), { mode: 0o600 });
}

/** Ends the programs of a killed run that are still there. The command line must match: process ids are reused. */
export async function endLeftovers(dataDir: string, log: (line: string) => void): Promise<void> {
  const file = join(dataDir, 'children.json');
  if (!existsSync(file)) return;
  const parsed = leftovers.safeParse(JSON.parse(readFileSync(file, 'utf8') || '[]'));
  for (const { pid, command, signal } of parsed.data ?? []) {
    if (command === '' || !isAlive(pid) || commandOf(pid) !== command) continue;
    log(`se detiene un proceso que dejó una ejecución anterior (pid ${pid})`);
    await endProcess(pid, signal, 8000);
  }
  rmSync(file, { force: true });
}
