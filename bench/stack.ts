import { join } from 'node:path';

import { Client, Connection } from '@temporalio/client';

import { startGuard } from '../scripts/stack/guard.ts';
import { answersOk, listens, startNode } from '../scripts/stack/node-programs.ts';
import { freePorts } from '../scripts/stack/ports.ts';
import type { Running } from '../scripts/stack/processes.ts';
import type { RunFile } from '../scripts/stack/run-file.ts';
import { startStack } from '../scripts/stack/stack.ts';
import { benchFolder } from './database.ts';
import { expectStatus, send } from './http.ts';
import { openShop, type Shop } from './shop.ts';

export interface BenchStack {
  readonly shop: Shop;
  readonly run: () => RunFile;
  /** The bare Hono route. */
  readonly bareUrl: string;
  /** Speaks to the same Temporal server, without a codec. */
  readonly temporal: Client;
  stop(): Promise<void>;
}

/** Far above what can be sent, so that the limit is checked and never reached. */
const ENV = { RATE_LIMIT_PER_MINUTE: '100000000' };

interface Peers {
  readonly bareUrl: string;
  readonly temporal: Client;
  stop(): Promise<void>;
}

async function startPeers(run: RunFile, logDir: string): Promise<Peers> {
  const guard = startGuard();
  const running: Running[] = [];
  const onSpawn = (program: Running) => {
    running.push(program);
    guard.watch(running);
  };
  const [apiPort = 0, workerPort = 0] = await freePorts(2);
  const where = [run.temporal_address, run.temporal_namespace];
  const program = (name: string, port: number, ready: () => Promise<boolean>) =>
    startNode(
      { name, script: `bench/peers/${name}.ts`, args: [...where, String(port)], env: {}, logDir, ready },
      onSpawn,
    );
  await Promise.all([
    program('bare-api', apiPort, listens(apiPort)),
    program('bare-worker', workerPort, answersOk(`http://127.0.0.1:${workerPort}/`)),
  ]);
  const connection = await Connection.connect({ address: run.temporal_address });
  return {
    bareUrl: `http://127.0.0.1:${apiPort}/start`,
    temporal: new Client({ connection, namespace: run.temporal_namespace }),
    async stop() {
      await connection.close();
      for (const peer of running) await peer.stop();
      guard.watch([]);
      guard.close();
    },
  };
}

/**
 * The whole stack of `npm start` in a folder of its own, durable, with SUNAT's sandbox in light mode, and the peers
 * beside it on the same Temporal server.
 */
export async function startBenchStack(log: (line: string) => void, signal: AbortSignal): Promise<BenchStack> {
  const dataDir = benchFolder();
  const stack = await startStack({ dataDir, durable: true, throwAway: true, log, env: ENV, signal });
  const stops: (() => Promise<void>)[] = [() => stack.stop()];
  const stop = async () => {
    for (const end of stops.reverse()) await end();
  };
  try {
    const run = stack.run();
    await expectStatus(200, send('POST', `${run.sandboxes['sunat']}/__control/mode`, {}, '{"checks":"light"}'));
    const shop = await openShop(run);
    stops.push(() => shop.close());
    const peers = await startPeers(run, join(dataDir, 'logs'));
    stops.push(() => peers.stop());
    return { shop, run: () => stack.run(), bareUrl: peers.bareUrl, temporal: peers.temporal, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
