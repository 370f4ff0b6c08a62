import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** gRPC and membership port of each service. */
export interface TemporalPorts {
  readonly frontend: readonly [number, number];
  readonly history: readonly [number, number];
  readonly matching: readonly [number, number];
  readonly worker: readonly [number, number];
}

/** All that a development server needs beyond its defaults: no rate limits of its own, one partition, fast timers. */
export function dynamicConfig(timeSkipping: boolean): Record<string, unknown> {
  const always = {
    'system.forceSearchAttributesCacheRefreshOnRead': true,
    'limit.maxIDLength': 255,
    'frontend.rps': 100_000,
    'frontend.namespaceRPS': 100_000,
    'frontend.persistenceMaxQPS': 100_000,
    'history.persistenceMaxQPS': 100_000,
    'matching.persistenceMaxQPS': 100_000,
    'worker.persistenceMaxQPS': 100_000,
    'matching.numTaskqueueReadPartitions': 1,
    'matching.numTaskqueueWritePartitions': 1,
  };
  if (!timeSkipping) return always;
  return {
    ...always,
    'frontend.WorkflowTimeSkippingEnabled': true,
    'frontend.WorkflowTimeSkippingMaxSkipPerSession': 1000,
    'history.timerProcessorMaxTimeShift': '10ms',
    'history.timerProcessorMaxPollRPS': 1000,
  };
}

/** A store on SQLite: a file that survives a kill (full synchronous), or memory. */
function store(file: string | undefined) {
  const attributes = file
    ? { cache: 'private', setup: 'true', journal_mode: 'wal', synchronous: '2' }
    : { cache: 'private', mode: 'memory' };
  return {
    sql: {
      user: '',
      password: '',
      pluginName: 'sqlite',
      databaseName: file ?? 'default',
      connectAddr: 'localhost',
      connectProtocol: 'tcp',
      connectAttributes: attributes,
      maxConns: 1,
      maxIdleConns: 1,
      maxConnLifetime: '1h',
    },
  };
}

/** The server's configuration. JSON is YAML, so it can be written without a library. */
export function serverConfig(ports: TemporalPorts, options: { database?: string; dynamicConfigFile: string }) {
  const rpc = ([grpcPort, membershipPort]: readonly [number, number]) => ({
    rpc: { grpcPort, membershipPort, bindOnLocalHost: true },
  });
  return {
    log: { stdout: true, level: 'error' },
    persistence: {
      defaultStore: 'sqlite-default',
      visibilityStore: 'sqlite-visibility',
      numHistoryShards: 1,
      datastores: { 'sqlite-default': store(options.database), 'sqlite-visibility': store(options.database) },
    },
    global: { membership: { maxJoinDuration: '30s', broadcastAddress: '127.0.0.1' } },
    services: {
      frontend: rpc(ports.frontend),
      history: rpc(ports.history),
      matching: rpc(ports.matching),
      worker: rpc(ports.worker),
    },
    clusterMetadata: {
      enableGlobalNamespace: false,
      failoverVersionIncrement: 10,
      masterClusterName: 'active',
      currentClusterName: 'active',
      clusterInformation: {
        active: {
          enabled: true,
          initialFailoverVersion: 1,
          rpcName: 'frontend',
          rpcAddress: `127.0.0.1:${ports.frontend[0]}`,
        },
      },
    },
    dcRedirectionPolicy: { policy: 'noop' },
    dynamicConfigClient: { filepath: options.dynamicConfigFile, pollInterval: '60s' },
  };
}

/** Writes both files into the folder and answers the path of the server's. */
export function writeServerConfig(
  folder: string,
  ports: TemporalPorts,
  options: { database?: string; timeSkipping: boolean },
): string {
  mkdirSync(folder, { recursive: true });
  const dynamicConfigFile = join(folder, 'dynamic.yaml');
  const entries = Object.entries(dynamicConfig(options.timeSkipping)).map(([key, value]) => [key, [{ value }]]);
  writeFileSync(dynamicConfigFile, JSON.stringify(Object.fromEntries(entries), undefined, 2));
  const file = join(folder, 'server.yaml');
  writeFileSync(file, JSON.stringify(serverConfig(ports, { ...options, dynamicConfigFile }), undefined, 2));
  return file;
}

/** The Web UI reads `development.yaml` of its root folder. Page and codec must share one host name for the cookie. */
export function writeUiConfig(
  folder: string,
  options: { temporalAddress: string; port: number; codecEndpoint?: string | undefined },
): void {
  mkdirSync(folder, { recursive: true });
  const config = {
    temporalGrpcAddress: options.temporalAddress,
    host: '127.0.0.1',
    port: options.port,
    enableUi: true,
    defaultNamespace: 'default',
    cors: { allowOrigins: [`http://127.0.0.1:${options.port}`] },
    ...(options.codecEndpoint
      ? { codec: { endpoint: options.codecEndpoint, includeCredentials: true, passAccessToken: false } }
      : {}),
  };
  writeFileSync(join(folder, 'development.yaml'), JSON.stringify(config, undefined, 2));
}
