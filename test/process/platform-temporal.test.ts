import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { newMasterKey, parseMasterKeys } from '../../platform/crypto/envelope.ts';
import { currentRequestId, withRequestId } from '../../platform/request-context.ts';
import { type ApiTemporal, createApiTemporal } from '../../platform/temporal/client.ts';
import { dataConverter, failureConverterPath } from '../../platform/temporal/data-converter.ts';
import {
  requestActivityInterceptor,
  requestClientInterceptor,
  requestWorkflowModule,
} from '../../platform/temporal/request-interceptors.ts';
import { decide, requestProbe } from './support/request-workflow.ts';

const taskQueue = randomUUID();
const seen: (string | undefined)[] = [];
let api: ApiTemporal;
let stop: () => Promise<void>;

beforeAll(async () => {
  try {
    Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });
  } catch {
    // Installed by another file of this process.
  }
  const address = process.env['HUB_TEST_TEMPORAL_ADDRESS'] ?? '';
  const converter = dataConverter(parseMasterKeys(newMasterKey('test')));
  const workflowBundle = await bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL('./support/request-workflow.ts', import.meta.url)),
    workflowInterceptorModules: [requestWorkflowModule],
    failureConverterPath,
    logger: new DefaultLogger('ERROR'),
  });
  const connection = await NativeConnection.connect({ address });
  const worker = await Worker.create({
    connection,
    namespace: 'default',
    taskQueue,
    workflowBundle,
    dataConverter: converter,
    interceptors: { activity: [requestActivityInterceptor] },
    activities: {
      async echo(text: string) {
        seen.push(currentRequestId());
        return text;
      },
    },
  });
  const running = worker.run();
  api = createApiTemporal({
    address,
    namespace: 'default',
    dataConverter: converter,
    interceptors: [requestClientInterceptor],
  });
  stop = async () => {
    await api.close();
    worker.shutdown();
    await running;
    await connection.close();
  };
});
afterAll(() => stop());

const start = (requestId: string, workflowId: string): Promise<unknown> =>
  withRequestId(requestId, () =>
    api.call((client) =>
      client.workflow.start(requestProbe, {
        workflowId,
        taskQueue,
        args: ['SECRETO argument'],
        staticSummary: 'SECRETO summary',
        workflowTaskTimeout: '5 s',
      }),
    ),
  );

test('the id of the causing request reaches the activities, normal and local', async () => {
  const workflowId = randomUUID();
  await start('request-1', workflowId);
  const handle = api.client.workflow.getHandle<typeof requestProbe>(workflowId);
  expect(await api.call(() => handle.executeUpdate(decide, { args: ['go'] }))).toBe('SECRETO go');
  expect(await handle.result()).toBe('SECRETO argumentSECRETO argument');
  expect(seen).toEqual(['request-1', 'request-1']);
});

test('nothing a process says lies in clear in its history: arguments, results, updates, summaries, failures', async () => {
  const workflowId = randomUUID();
  await start('request-2', workflowId);
  const handle = api.client.workflow.getHandle<typeof requestProbe>(workflowId);
  await api.call(() => handle.executeUpdate(decide, { args: ['fail'] }));
  await expect(handle.result()).rejects.toMatchObject({ cause: { message: 'SECRETO failure' } });
  const raw = JSON.stringify(await handle.fetchHistory());
  const decoded = raw.replaceAll(/[A-Za-z0-9+/]{8,}={0,2}/g, (text) => Buffer.from(text, 'base64').toString('latin1'));
  expect(decoded).toContain('binary/encrypted');
  expect(raw).not.toContain('SECRETO');
  expect(decoded).not.toContain('SECRETO');
});
