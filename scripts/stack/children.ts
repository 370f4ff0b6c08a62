import { setTimeout as sleep } from 'node:timers/promises';

import { messageOf } from './error-code.ts';
import type { Guard } from './guard.ts';
import type { OnSpawn, Running } from './processes.ts';

export interface Service {
  readonly name: string;
  /** Resolves when the program is ready; called again, on the same ports and data, after a crash. */
  start(onSpawn: OnSpawn): Promise<Running>;
}

export interface Supervisor {
  /** Starts a service and keeps it up from then on. Rejects when its first start fails. */
  add(service: Service): Promise<Running>;
  /** Process ids by service name, of those that run now. */
  pids(): Record<string, number>;
  /** Ends everything, the last one started first. Safe to call twice. */
  stop(): Promise<void>;
}

export interface SupervisorOptions {
  readonly guard: Guard;
  readonly log: (line: string) => void;
  /** Called when a program was restarted (new process id). */
  readonly onRestart: () => void;
  readonly firstDelayMs?: number;
}

const LONGEST_DELAY_MS = 10_000;
/** A program that ran this long had recovered: the next crash starts with the short delay again. */
const SETTLED_MS = 60_000;

interface Kept {
  readonly service: Service;
  /** The program, from the moment it was spawned. */
  running: Running | undefined;
  starting: Promise<Running> | undefined;
}

/** Starts programs in order, restarts those that crash with a growing delay, ends them in reverse order. */
export function createSupervisor(options: SupervisorOptions): Supervisor {
  const kept: Kept[] = [];
  const cancel = new AbortController();
  let stopping: Promise<void> | undefined;

  const tellGuard = () => options.guard.watch([...kept].reverse().flatMap(({ running }) => (running ? [running] : [])));

  async function launch(entry: Kept): Promise<Running> {
    if (cancel.signal.aborted) throw new Error('se está deteniendo.');
    const starting = entry.service.start((running) => {
      entry.running = running;
      tellGuard();
      if (cancel.signal.aborted) void running.stop();
    });
    entry.starting = starting;
    try {
      return await starting;
    } catch (error) {
      entry.running = undefined;
      tellGuard();
      throw error;
    } finally {
      entry.starting = undefined;
    }
  }

  async function restart(entry: Kept, delay: number): Promise<number> {
    options.log(`${entry.service.name}: se reinicia en ${(delay / 1000).toFixed(1)} s`);
    await sleep(delay, undefined, { signal: cancel.signal });
    try {
      const running = await launch(entry);
      if (cancel.signal.aborted) return delay;
      options.log(`${entry.service.name}: otra vez en marcha (pid ${running.pid})`);
      options.onRestart();
    } catch (error) {
      options.log(`${entry.service.name}: ${messageOf(error)}`);
    }
    return Math.min(delay * 2, LONGEST_DELAY_MS);
  }

  async function keep(entry: Kept): Promise<void> {
    const first = options.firstDelayMs ?? 200;
    let delay = first;
    let since = Date.now();
    while (!cancel.signal.aborted) {
      if (entry.running) {
        const how = await entry.running.exited;
        if (cancel.signal.aborted) return;
        entry.running = undefined;
        tellGuard();
        options.log(`${entry.service.name}: ${how}`);
        if (Date.now() - since > SETTLED_MS) delay = first;
      }
      delay = await restart(entry, delay);
      since = Date.now();
    }
  }

  async function stopAll(): Promise<void> {
    cancel.abort();
    for (const entry of [...kept].reverse()) {
      const stopped = entry.running;
      await stopped?.stop();
      await entry.starting?.catch(() => undefined);
      if (entry.running !== stopped) await entry.running?.stop();
      entry.running = undefined;
      tellGuard();
    }
  }

  return {
    async add(service) {
      const entry: Kept = { service, running: undefined, starting: undefined };
      kept.push(entry);
      const running = await launch(entry);
      if (!cancel.signal.aborted) void keep(entry).catch(() => undefined);
      return running;
    },
    pids: () =>
      Object.fromEntries(kept.flatMap(({ service, running }) => (running ? [[service.name, running.pid]] : []))),
    stop: () => {
      stopping ??= stopAll();
      return stopping;
    },
  };
}
