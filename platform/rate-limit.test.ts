import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { createRateLimiter } from './rate-limit.ts';
import { connectRedis, type RedisHandle } from './redis.ts';

const hasRedis = spawnSync('redis-server', ['--version']).status === 0;
const withRedis = hasRedis ? test : test.skip;

const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

function connect(port: number): RedisHandle {
  const handle = connectRedis(`redis://127.0.0.1:${port}`);
  closing.push(() => handle.close());
  return handle;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

async function startRedis(): Promise<{ port: number; stop: () => Promise<void>; process: ChildProcess }> {
  const port = await freePort();
  const child = spawn(
    'redis-server',
    ['--bind', '127.0.0.1', '--port', String(port), '--save', '', '--appendonly', 'no'],
    { stdio: ['ignore', 'pipe', 'ignore'], cwd: '/' },
  );
  await new Promise<void>((resolve) =>
    child.stdout.on('data', (text) => String(text).includes('Ready to accept') && resolve()),
  );
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
  };
  closing.push(stop);
  return { port, stop, process: child };
}

async function ready(handle: RedisHandle): Promise<void> {
  if (handle.client.status !== 'ready') await new Promise((resolve) => handle.client.once('ready', resolve));
}

const name = 'test';

test('allows the points of one key, then refuses with the time to wait; other keys go on', async () => {
  const limiter = createRateLimiter({ name, points: 2, duration: 60 });
  const verdicts = [await limiter.take('a'), await limiter.take('a'), await limiter.take('a')];
  expect(verdicts.map(({ allowed }) => allowed)).toEqual([true, true, false]);
  expect(verdicts.map(({ remaining }) => remaining)).toEqual([1, 0, 0]);
  expect(verdicts[2]?.resetSeconds).toBeGreaterThan(50);
  expect((await limiter.take('b')).allowed).toBe(true);
  await limiter.clear('a');
  expect((await limiter.take('a')).allowed).toBe(true);
});

test('a burst is allowed once on top of the steady rate', async () => {
  const limiter = createRateLimiter({ name, points: 1, duration: 60, burst: { points: 2, duration: 60 } });
  const allowed: boolean[] = [];
  for (let i = 0; i < 4; i += 1) allowed.push((await limiter.take('a')).allowed);
  expect(allowed).toEqual([true, true, true, false]);
});

test('a Redis that is away is replaced by memory: the limit still holds', async () => {
  const limiter = createRateLimiter({ redis: connect(1).client, name, points: 1, duration: 60 });
  expect((await limiter.take('a')).allowed).toBe(true);
  expect((await limiter.take('a')).allowed).toBe(false);
});

withRedis('processes share one count in Redis', async () => {
  const { port } = await startRedis();
  const handles = [connect(port), connect(port)];
  await Promise.all(handles.map(ready));
  const limiters = handles.map(({ client }) => createRateLimiter({ redis: client, name, points: 3, duration: 60 }));
  const allowed: boolean[] = [];
  for (let i = 0; i < 4; i += 1) allowed.push((await limiters[i % 2]?.take('a'))?.allowed ?? false);
  expect(allowed).toEqual([true, true, true, false]);
});

withRedis('a Redis that dies in between costs no request', async () => {
  const { port, stop } = await startRedis();
  const handle = connect(port);
  await ready(handle);
  const limiter = createRateLimiter({ redis: handle.client, name, points: 2, duration: 60 });
  expect((await limiter.take('a')).allowed).toBe(true);
  await stop();
  const after = [await limiter.take('a'), await limiter.take('a'), await limiter.take('a')];
  expect(after.map(({ allowed }) => allowed)).toEqual([true, true, false]);
});
