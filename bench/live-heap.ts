import { setTimeout as sleep } from 'node:timers/promises';

import { z } from 'zod';

/** Where Node listens when it is told to by SIGUSR1; one process at a time. */
const INSPECTOR = 'http://127.0.0.1:9229/json/list';
const TRIES = 50;

const targets = z.array(z.object({ webSocketDebuggerUrl: z.string() }));
const answer = z.object({ id: z.number(), result: z.unknown() });
/** Objects, and the bytes of buffers that they hold outside the heap. */
const usage = z.object({ usedSize: z.number(), backingStorageSize: z.number().default(0) });

type Ask = (method: string, params?: object) => Promise<unknown>;

async function inspectorUrl(): Promise<string> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const [target] = targets.parse(await (await fetch(INSPECTOR)).json());
      if (target) return target.webSocketDebuggerUrl;
    } catch (error) {
      if (attempt === TRIES) throw error;
    }
    await sleep(100);
  }
}

async function connect(url: string): Promise<{ readonly ask: Ask; readonly close: () => void }> {
  const socket = new WebSocket(url);
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve, { once: true });
    socket.addEventListener('error', reject, { once: true });
  });
  const waiting = new Map<number, (result: unknown) => void>();
  socket.addEventListener('message', ({ data }) => {
    const parsed = answer.safeParse(JSON.parse(String(data)));
    if (parsed.success) waiting.get(parsed.data.id)?.(parsed.data.result);
  });
  let next = 0;
  const ask: Ask = (method, params = {}) =>
    new Promise((resolve) => {
      const id = ++next;
      waiting.set(id, resolve);
      socket.send(JSON.stringify({ id, method, params }));
    });
  return { ask, close: () => socket.close() };
}

/**
 * Bytes that a running Node process still holds after a full collection: what grows here is kept by somebody, while
 * resident memory also counts what V8 has set aside for the next burst.
 */
export async function liveHeap(pid: number): Promise<number> {
  process.kill(pid, 'SIGUSR1');
  const { ask, close } = await connect(await inspectorUrl());
  try {
    await ask('HeapProfiler.enable');
    for (let round = 0; round < 3; round += 1) await ask('HeapProfiler.collectGarbage');
    const { usedSize, backingStorageSize } = usage.parse(await ask('Runtime.getHeapUsage'));
    await ask('HeapProfiler.disable');
    // Closes the port, so that the next process can have it; the answer may not come any more.
    await Promise.race([
      ask('Runtime.evaluate', { expression: 'setTimeout(() => process._debugEnd(), 50)' }),
      sleep(500),
    ]);
    return usedSize + backingStorageSize;
  } finally {
    close();
    await sleep(300);
  }
}
