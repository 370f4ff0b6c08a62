import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from '@jest/globals';

import { accepts, freePorts, isFree, nextFreePort, releasePorts } from './ports.ts';

let folder: string;
let server: Server;
let taken: number;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hub-ports-'));
  server = createServer();
  taken = await new Promise((resolve, reject) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address && typeof address === 'object') resolve(address.port);
      else reject(new Error('no port'));
    });
  });
});

afterEach(async () => {
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

test('a port in use is never chosen', async () => {
  expect(await isFree(taken)).toBe(false);
  expect(await accepts(taken)).toBe(true);
  expect(await nextFreePort(taken, folder)).toBeGreaterThan(taken);
});

test('the same free port is not given twice, to this process or to another that lives', async () => {
  const [free = 0] = await freePorts(1, folder);
  expect(await nextFreePort(free, folder)).toBeGreaterThan(free);
  releasePorts([free], folder);
  writeFileSync(join(folder, String(free)), String(process.ppid));
  expect(await nextFreePort(free, folder)).toBeGreaterThan(free);
});

test('a claim of a process that is gone is void', async () => {
  const [free = 0] = await freePorts(1, folder);
  writeFileSync(join(folder, String(free)), '999999999');
  expect(await nextFreePort(free, folder)).toBe(free);
});

test('free ports are distinct', async () => {
  const ports = await freePorts(8, folder);
  expect(new Set(ports).size).toBe(8);
});
