import { expect, test } from '@jest/globals';

import { createSupervisor, type Service } from './children.ts';
import type { Guard } from './guard.ts';
import type { Running } from './processes.ts';

interface Fake extends Service {
  readonly starts: number[];
  crash(): void;
}

let nextPid = 1000;

/** A program without a process: it ends when told to. */
function fakeService(name: string, order: string[], failures = 0): Fake {
  let left = failures;
  let end: (how: string) => void = () => undefined;
  const starts: number[] = [];
  return {
    name,
    starts,
    crash: () => end('terminó por SIGKILL'),
    start: async (onSpawn) => {
      nextPid += 1;
      const exited = new Promise<string>((resolve) => {
        end = resolve;
      });
      const stop = async () => {
        order.push(`stop ${name}`);
        end('terminó por SIGTERM');
      };
      const running: Running = { name, pid: nextPid, exited, stopSignal: 'SIGTERM', stop };
      onSpawn(running);
      starts.push(running.pid);
      if (left > 0 && starts.length > 1) {
        left -= 1;
        throw new Error(`${name} no arranca`);
      }
      return running;
    },
  };
}

function fixture() {
  const order: string[] = [];
  const watched: number[][] = [];
  const guard: Guard = {
    watch: (list) => void watched.push(list.map(({ pid }) => pid)),
    removeAtEnd: () => undefined,
    close: () => undefined,
  };
  const lines: string[] = [];
  let restarts = 0;
  let wake: () => void = () => undefined;
  const supervisor = createSupervisor({
    guard,
    log: (line) => lines.push(line),
    firstDelayMs: 1,
    onRestart: () => {
      restarts += 1;
      wake();
    },
  });
  const restarted = (count: number) =>
    new Promise<void>((resolve) => {
      wake = () => restarts >= count && resolve();
      wake();
    });
  return { order, watched, lines, supervisor, restarted };
}

test('a crashed program is started again, said in the log and shown with its new process id', async () => {
  const { supervisor, lines, restarted, order } = fixture();
  const api = fakeService('api', order);
  await supervisor.add(api);
  const before = supervisor.pids()['api'];
  api.crash();
  await restarted(1);
  expect(supervisor.pids()['api']).not.toBe(before);
  expect(lines.join('\n')).toMatch(/api: terminó por SIGKILL[\s\S]*api: otra vez en marcha/);
  await supervisor.stop();
});

test('a restart that fails is tried again', async () => {
  const { supervisor, lines, restarted, order } = fixture();
  const worker = fakeService('worker', order, 2);
  await supervisor.add(worker);
  worker.crash();
  await restarted(1);
  expect(worker.starts).toHaveLength(4);
  expect(lines.filter((line) => line.includes('no arranca'))).toHaveLength(2);
  await supervisor.stop();
});

test('everything ends in reverse order, and nothing is restarted while it does', async () => {
  const { supervisor, order, watched } = fixture();
  const all = ['postgres', 'temporal', 'api'].map((name) => fakeService(name, order));
  for (const service of all) await supervisor.add(service);
  await Promise.all([supervisor.stop(), supervisor.stop()]);
  expect(order).toEqual(['stop api', 'stop temporal', 'stop postgres']);
  expect(all.map(({ starts }) => starts.length)).toEqual([1, 1, 1]);
  expect(watched.at(-1)).toEqual([]);
});

test('the watchdog is told the order in which to end', async () => {
  const { supervisor, order, watched } = fixture();
  const first = await supervisor.add(fakeService('postgres', order));
  const second = await supervisor.add(fakeService('api', order));
  expect(watched.at(-1)).toEqual([second.pid, first.pid]);
  await supervisor.stop();
});

test('a program that is still starting when the stop comes is ended too', async () => {
  const { supervisor, order } = fixture();
  let spawned: () => void = () => undefined;
  const isSpawned = new Promise<void>((resolve) => {
    spawned = resolve;
  });
  const added = supervisor.add({
    name: 'slow',
    start: (onSpawn) =>
      new Promise<Running>((_resolve, reject) => {
        const stop = async () => {
          order.push('stop slow');
          reject(new Error('slow terminó por SIGTERM'));
        };
        onSpawn({ name: 'slow', pid: 1, exited: new Promise(() => undefined), stopSignal: 'SIGTERM', stop });
        spawned();
      }),
  });
  added.catch(() => undefined);
  await isSpawned;
  await supervisor.stop();
  await expect(added).rejects.toThrow('terminó');
  expect(order).toContain('stop slow');
});
