import { createHash } from 'node:crypto';
import { serve } from '@hono/node-server';
import { createOrm } from '../db/orm.ts';
import { type Config, ConfigError, masterKeyText, readConfig } from '../platform/config.ts';
import { parseMasterKeys } from '../platform/crypto/envelope.ts';
import { createLogger, isLogLevel, type Logger, logLevel, setLogLevel } from '../platform/log/logger.ts';
import { watchLogLevel } from '../platform/log/watch-level.ts';
import { createMetrics, type Metrics, startMetricsServer } from '../platform/metrics/metrics.ts';
import type { PoolCounts } from '../platform/metrics/pool.ts';
import { createPdfRenderer } from '../platform/pdf/renderer.ts';
import { createRateLimiter } from '../platform/rate-limit.ts';
import { connectRedis } from '../platform/redis.ts';
import { type ApiTemporal, createApiTemporal } from '../platform/temporal/client.ts';
import { createPayloadCodec } from '../platform/temporal/codec.ts';
import { dataConverter } from '../platform/temporal/data-converter.ts';
import { createAuthDeps } from '../services/auth/create-auth-deps.ts';
import { createServiceDeps, type ServiceDeps } from '../services/deps.ts';
import { readNumbers } from '../services/health/read-metrics.ts';
import { createLookupLimits } from '../services/lookup/limits.ts';
import { createNudge } from '../services/nudge.ts';
import { createSentMarker } from '../services/outbox/mark-sent.ts';
import { createSaleWaiter } from '../services/sales/wait-for-sale.ts';
import { createApp } from './app.ts';
import type { RequestLine } from './deps.ts';
import { healthChecks } from './health-checks.ts';
import { createCertificateProcess } from './certificate-process.ts';
import { createDespatchProcess } from './despatch-process.ts';
import { createNoteProcess } from './note-process.ts';
import { createSaleProcess } from './sale-process.ts';
import { createSummaryProcess } from './summary-process.ts';
import { createVoidProcess } from './void-process.ts';
import { warmUp } from './warm-up.ts';

/** The longest `Prefer: wait` is 30 s; what takes longer than this is answered 503. */
const REQUEST_TIMEOUT_MS = 45_000;
const STOP_GRACE_MS = 10_000;
const BURST = { points: 200, duration: 60 };

function watchSales(metrics: Metrics, services: Pick<ServiceDeps, 'orm'>): void {
  metrics.watchSales({
    salesByState: async () => (await readNumbers(services)).openSales,
    notesByState: async () => (await readNumbers(services)).openNotes,
    oldestUnsentSeconds: async () => (await readNumbers(services)).oldestUnsentSeconds,
  });
}

function openProcesses(config: Config, logger: Logger, { orm }: ServiceDeps, temporal: ApiTemporal) {
  const sent = createSentMarker(orm);
  const waiter = createSaleWaiter(orm, config.DATABASE_URL ?? '');
  const taskQueue = config.TEMPORAL_TASK_QUEUE;
  const close = () => Promise.allSettled([sent.flush(), waiter.close()]);
  const parts = { temporal, taskQueue, sent, waiter, logger };
  return {
    sales: createSaleProcess(parts),
    notes: createNoteProcess(parts),
    despatches: createDespatchProcess(parts),
    certificates: createCertificateProcess(parts),
    summaries: createSummaryProcess(parts),
    voids: createVoidProcess(parts),
    close,
  };
}

async function open(config: Config, logger: Logger) {
  const pools: Record<string, PoolCounts> = {};
  const orm = createOrm({
    url: config.DATABASE_URL ?? '',
    poolMax: config.DATABASE_POOL_MAX,
    applicationName: 'hub-api',
    onPool: (pool) => {
      pools.app = pool;
    },
  });
  const masterKeys = parseMasterKeys(masterKeyText(config));
  const redis = config.REDIS_URL === undefined ? undefined : connectRedis(config.REDIS_URL);
  const nudge = createNudge(orm);
  const base = createServiceDeps({
    orm,
    masterKeys,
    wakeRelay: () => nudge.wakeRelay(),
    saleChanged: () => nudge.saleChanged(),
    mail: config.SMTP_URL === undefined ? undefined : { publicUrl: config.PUBLIC_URL },
  });
  const services = await createAuthDeps(base, {
    redis: redis?.client,
    operatorKeySha256: config.HUB_OPERATOR_KEY_SHA256,
  });
  const temporal = createApiTemporal({
    address: config.TEMPORAL_ADDRESS,
    namespace: config.TEMPORAL_NAMESPACE,
    dataConverter: dataConverter(masterKeys),
  });
  const processes = openProcesses(config, logger, services, temporal);
  const renderer = createPdfRenderer();
  const metrics = createMetrics({ service: 'api' });
  metrics.watchPools(() => pools);
  watchSales(metrics, services);
  const close = async (): Promise<void> => {
    nudge.close();
    await processes.close();
    await Promise.allSettled([renderer.close(), temporal.close(), redis?.close(), orm.close(true)]);
    logger.info({}, 'stopped');
  };
  return { services, temporal, processes, renderer, metrics, redis, masterKeys, close };
}

function limiterOf(config: Config, redis: Awaited<ReturnType<typeof open>>['redis']) {
  const shared = redis && { redis: redis.client };
  return createRateLimiter({
    ...shared,
    name: 'api',
    points: config.RATE_LIMIT_PER_MINUTE,
    duration: 60,
    burst: BURST,
  });
}

async function main(): Promise<void> {
  const config = readConfig(['DATABASE_URL']);
  const logger = createLogger({ level: isLogLevel(config.LOG_LEVEL) ? config.LOG_LEVEL : 'fatal', name: 'api' });
  watchLogLevel(logger, config.LOG_LEVEL_FILE === undefined ? {} : { file: config.LOG_LEVEL_FILE });
  const { services, temporal, processes, renderer, metrics, redis, masterKeys, close } = await open(config, logger);
  const app = createApp({
    services,
    temporal,
    sales: processes.sales,
    notes: processes.notes,
    despatches: processes.despatches,
    certificates: processes.certificates,
    summaries: processes.summaries,
    voids: processes.voids,
    printing: { renderer, lookupUrl: config.PUBLIC_URL && `${config.PUBLIC_URL.replace(/\/$/, '')}/consulta` },
    lookups: { limits: createLookupLimits(redis?.client), observe: (outcome) => metrics.lookups.observe(outcome) },
    logger,
    logLevel: { get: () => logLevel(logger), set: (level) => setLogLevel(logger, level) },
    limiter: limiterOf(config, redis),
    cursorKey: createHash('sha256').update(masterKeys.deriveActive('hub/cursor')).digest(),
    health: healthChecks(services, temporal, redis?.client),
    codec: createPayloadCodec(masterKeys),
    codecOrigins: config.CODEC_ORIGINS,
    observe: (line: RequestLine) => metrics.http.observe(line.method, line.route, line.status, line.ms / 1000),
    trustProxy: config.TRUST_PROXY,
    timeoutMs: REQUEST_TIMEOUT_MS,
  });
  const exporter = await startMetricsServer({
    port: config.API_METRICS_PORT,
    host: config.METRICS_HOST,
    registry: metrics.registry,
  });
  await warmUp(services, temporal);
  const server = serve({ fetch: app.fetch, port: config.API_PORT, hostname: config.API_HOST }, (info) => {
    logger.info({ port: info.port }, 'listening');
  });

  let stopping = false;
  const stop = (signal: string): void => {
    if (stopping) return;
    stopping = true;
    logger.info({ signal }, 'stopping');
    // Requests under way may end; a client that hangs on is cut off.
    setTimeout(() => process.exit(1), STOP_GRACE_MS).unref();
    server.close(() => {
      void Promise.allSettled([exporter.close(), close()]).then(() => process.exit(0));
    });
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

try {
  await main();
} catch (error) {
  // Configuration faults are told as they are; anything else (the database away at the start) by name and message.
  console.error(error instanceof ConfigError ? error.message : error);
  process.exit(1);
}
