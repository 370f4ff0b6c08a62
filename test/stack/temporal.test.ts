import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';

import { signal } from '../../scripts/stack/processes.ts';
import { SEARCH_ATTRIBUTES } from '../../scripts/stack/temporal-ready.ts';
import { startTemporal, type Temporal, temporalSource } from '../../scripts/stack/temporal.ts';

let folder: string;
let running: Temporal | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hub-stack-'));
});

afterEach(async () => {
  await running?.stop();
  running = undefined;
  rmSync(folder, { recursive: true, force: true });
}, 30_000);

async function withClient<T>(
  address: string,
  work: (client: Client, connection: Connection) => Promise<T>,
): Promise<T> {
  const connection = await Connection.connect({ address });
  try {
    return await work(new Client({ connection }), connection);
  } finally {
    await connection.close();
  }
}

// An external server is nobody's to kill.
(temporalSource().kind === 'external' ? test.skip : test)(
  'processes survive a kill of the server, and a fresh one has namespace and search attributes',
  async () => {
    running = await startTemporal({ dataDir: folder });
    await withClient(running.address, async (client, connection) => {
      const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace: 'default' });
      expect(Object.keys(customAttributes ?? {})).toEqual(expect.arrayContaining([...SEARCH_ATTRIBUTES]));
      await client.workflow.start('anything', { taskQueue: 'nobody', workflowId: 'kept' });
    });
    signal(running.pid, 'SIGKILL');
    await running.stop();
    running = await startTemporal({ dataDir: folder });
    const status = await withClient(running.address, async (client) => {
      const { status: found } = await client.workflow.getHandle('kept').describe();
      return found.name;
    });
    expect(status).toBe('RUNNING');
  },
  90_000,
);
