import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { bundleWorkflows } from '../../scripts/workflow-bundle.ts';
import { HISTORIES, historyConverter } from '../support/histories.ts';

jest.setTimeout(60_000);

let code = '';

beforeAll(async () => {
  try {
    Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });
  } catch {
    // Installed by another file of this process.
  }
  code = await bundleWorkflows();
});

const names = readdirSync(HISTORIES).filter((name) => name.endsWith('.json'));

const replay = (history: unknown): Promise<void> =>
  Worker.runReplayHistory({ workflowBundle: { code }, dataConverter: historyConverter, replayName: 'golden' }, history);

const read = (name: string): unknown => historyFromJSON(JSON.parse(readFileSync(`${HISTORIES}${name}`, 'utf8')));

describe('the code of today carries on processes of yesterday', () => {
  test('there is a history for each branch', () => {
    expect(names.length).toBeGreaterThanOrEqual(15);
  });

  test.each(names)('%s', async (name) => {
    await expect(replay(read(name))).resolves.toBeUndefined();
  });
});

test('a history that the code would not write is refused', async () => {
  const text = readFileSync(`${HISTORIES}boleta-untroubled.json`, 'utf8').replace('"sendDocument"', '"sendSomething"');
  await expect(replay(historyFromJSON(JSON.parse(text)))).rejects.toThrow(/TMPRL1100|[Nn]ondeterminism|Determinism/);
});
