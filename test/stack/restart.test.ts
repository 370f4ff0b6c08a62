import { existsSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { afterEach, beforeEach, expect, test } from '@jest/globals';

import { goneWithin } from '../../scripts/stack/processes.ts';
import { dataFolder, isCompleted, saleBody, type StartedHub, startHub } from './support/hub.ts';

let folder: string;
let hub: StartedHub | undefined;

beforeEach(() => {
  folder = dataFolder();
});
afterEach(async () => {
  hub?.command.interrupt();
  await hub?.command.ended(60);
  rmSync(folder, { recursive: true, force: true });
}, 90_000);

test('a Ctrl-C that comes twice within milliseconds ends all once and in order, and a restart has lost nothing', async () => {
  hub = await startHub(folder);
  const runFile = join(folder, 'run.json');
  expect(statSync(runFile).mode & 0o777).toBe(0o600);
  const { pids } = hub.run();
  await hub.login();
  const sold = (await hub.call('POST', '/api/v1/sales', await saleBody(hub), { prefer: 'wait=20' })).body;
  const before = await hub.until(`/api/v1/sales/${sold['id']}`, isCompleted);

  // npm passes the terminal's Ctrl-C on to its child, which has it from the terminal already.
  hub.command.interrupt();
  hub.command.interrupt();
  expect([0, 130]).toContain(await hub.command.ended(60));
  const said = hub.command.said();
  expect(said.match(/se detiene todo en orden/g)).toHaveLength(1);
  expect(said.match(/todo detenido/g)).toHaveLength(1);
  expect(said).not.toMatch(/se reinicia|terminó por SIGKILL/);
  expect(existsSync(runFile)).toBe(false);
  for (const pid of Object.values(pids)) expect(await goneWithin(pid ?? 0, 0)).toBe(true);

  hub = await startHub(folder);
  await hub.login();
  expect(await hub.until(`/api/v1/sales/${sold['id']}`, isCompleted)).toEqual(before);
  const state = await fetch(`${hub.run().sandboxes['sunat']}/__control/state`);
  expect(await state.json()).toMatchObject({ documents: [{ series: 'B001', number: 1, cdr_code: '0' }] });
  const next = (await hub.call('POST', '/api/v1/sales', await saleBody(hub), { prefer: 'wait=20' })).body;
  expect(next['document']).toMatchObject({ full_number: 'B001-2' });
}, 240_000);

test('the launcher killed, nothing stays behind: no process, no run file', async () => {
  hub = await startHub(folder);
  const { pids } = hub.run();
  process.kill(-(hub.command.child.pid ?? 0), 'SIGKILL');
  for (const pid of Object.values(pids)) expect(await goneWithin(pid ?? 0, 40_000)).toBe(true);
  // The watchdog removes the file last.
  for (let tries = 0; existsSync(join(folder, 'run.json')) && tries < 100; tries += 1) await sleep(50);
  expect(existsSync(join(folder, 'run.json'))).toBe(false);
}, 120_000);
