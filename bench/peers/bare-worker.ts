import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';

import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';

import { BARE_QUEUE } from './names.ts';

/** An activity that does nothing. */
export async function nothing(): Promise<void> {}

/** The worker of the empty workflows, with the SDK's own settings. Listens on `port` when it runs. */
async function main(address: string, namespace: string, port: number): Promise<void> {
  Runtime.install({ logger: new DefaultLogger('WARN'), shutdownSignals: ['SIGTERM'] });
  const connection = await NativeConnection.connect({ address });
  const worker = await Worker.create({
    connection,
    namespace,
    taskQueue: BARE_QUEUE,
    workflowsPath: fileURLToPath(new URL('workflows.ts', import.meta.url)),
    activities: { nothing },
  });
  const server = createServer((_request, response) => response.end()).listen(port, '127.0.0.1');
  await worker.run();
  server.close();
  await connection.close();
}

const [address = '', namespace = '', port = ''] = process.argv.slice(2);
if (import.meta.main) await main(address, namespace, Number(port));
