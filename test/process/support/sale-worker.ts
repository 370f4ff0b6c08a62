import type { Client, Connection } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import type { Breakers } from '../../../integrations/sunat/index.ts';
import { silentLogger } from '../../../platform/log/logger.ts';
import { createDeliver } from '../../../relay/deliver.ts';
import { type Relay, startRelay } from '../../../relay/relay.ts';
import type { BreakerShare } from '../../../relay/share-breakers.ts';
import { historyConverter } from '../../support/histories.ts';
import type { TestHub } from '../../support/shop.ts';

interface RelayParts {
  readonly hub: TestHub;
  readonly client: Client;
  readonly connection: Connection;
  readonly breakers: Breakers;
  readonly share: BreakerShare;
  readonly taskQueue: string;
}

/** The relay of a worker process, without one. */
export function startTestRelay({ hub, client, connection, breakers, share, taskQueue }: RelayParts): Relay {
  const temporal = { client, connection, namespace: 'default', close: async () => undefined };
  return startRelay({
    url: hub.database.relayUrl,
    temporal,
    deliver: createDeliver({ temporal, taskQueue }),
    releasePerSecond: 50,
    followBreakers: (pool) => share.follow(pool, breakers),
    logger: silentLogger(),
  });
}

export const temporalAddress = (): string => process.env['HUB_TEST_TEMPORAL_ADDRESS'] ?? '';

/** A worker in this process; its activities are looked up at each call. */
export async function startTestWorker(taskQueue: string, activities: object) {
  try {
    Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });
  } catch {
    // Installed by another file of this process.
  }
  const connection = await NativeConnection.connect({ address: temporalAddress() });
  // Looked up at each call, so that a test can put another one in its place.
  const late = Object.fromEntries(
    Object.keys(activities).map((name) => [
      name,
      (...args: unknown[]): unknown => Reflect.apply(Reflect.get(activities, name), undefined, args),
    ]),
  );
  const worker = await Worker.create({
    connection,
    namespace: 'default',
    taskQueue,
    workflowBundle: { codePath: process.env['HUB_TEST_WORKFLOW_BUNDLE'] ?? '' },
    dataConverter: historyConverter,
    activities: late,
    stickyQueueScheduleToStartTimeout: '2 s',
    shutdownGraceTime: '1 s',
    shutdownForceTime: '5 s',
  });
  const running = worker.run();
  return {
    async stop() {
      worker.shutdown();
      await running;
      await connection.close();
    },
  };
}
