import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { NativeConnection, Worker } from '@temporalio/worker';
import type pg from 'pg';
import { createActivities } from './activities/index.ts';
import { createOrm } from './db/orm.ts';
import { createSlackClient } from './integrations/slack/client.ts';
import { createMailer } from './integrations/mail/client.ts';
import { createBreakers, createGreClient, createSunatClient, type SunatObserver } from './integrations/sunat/index.ts';
import { type Config, masterKeyText, readConfig } from './platform/config.ts';
import { createBlindIndex, parseMasterKeys } from './platform/crypto/envelope.ts';
import { createLogger, isLogLevel, type Logger } from './platform/log/logger.ts';
import { watchLogLevel } from './platform/log/watch-level.ts';
import { createMetrics, type Metrics, scrape, startMetricsServer } from './platform/metrics/metrics.ts';
import { createPdfRenderer } from './platform/pdf/renderer.ts';
import { createRelayTemporal } from './platform/temporal/client.ts';
import { dataConverter } from './platform/temporal/data-converter.ts';
import { installRuntime } from './platform/temporal/runtime.ts';
import { attentionNotice } from './relay/attention-notice.ts';
import { createDeliver } from './relay/deliver.ts';
import { createMailDeliveries } from './relay/mail.ts';
import { startRelay } from './relay/relay.ts';
import { createBreakerShare } from './relay/share-breakers.ts';
import { createCompanyKeys } from './services/company-keys.ts';
import type { ServiceDeps } from './services/deps.ts';
import { NO_MAIL_SENDER } from './services/mail/port.ts';
import { createNudge } from './services/nudge.ts';

/** In-flight work may end within this; the launcher's own grace is longer. */
const GRACE = '10 s';
const FORCE = '14 s';

/** Core serves its own metrics; they are shown together with ours, so any free port will do. */
async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function buildServices(config: Config) {
  const orm = createOrm({
    url: config.DATABASE_URL ?? '',
    poolMax: config.DATABASE_POOL_MAX,
    applicationName: 'hub-worker',
  });
  const masterKeys = parseMasterKeys(masterKeyText(config));
  const nudge = createNudge(orm);
  const services: ServiceDeps = {
    orm,
    masterKeys,
    companyKeys: createCompanyKeys(orm, masterKeys),
    emailIndex: createBlindIndex(masterKeys),
    now: () => new Date(),
    wakeRelay: () => nudge.wakeRelay(),
    saleChanged: () => nudge.saleChanged(),
    mail: config.SMTP_URL === undefined ? undefined : { publicUrl: config.PUBLIC_URL },
  };
  return { orm, masterKeys, nudge, services };
}

function buildSunat(config: Config, services: ServiceDeps, metrics: Metrics, logger: Logger) {
  const share = createBreakerShare(services, (err) => logger.warn({ err }, 'a breaker state was not shared'));
  const breakers = createBreakers({
    onChange(endpoint, state) {
      logger.warn({ endpoint, state }, 'the circuit breaker of SUNAT changed');
      metrics.sunat.breaker(endpoint, state);
      share.report(endpoint, state);
    },
  });
  const observed = {
    timeoutMs: config.SUNAT_TIMEOUT_MS,
    observe: (...call: Parameters<SunatObserver>) => metrics.sunat.observe(...call),
  };
  const client = createSunatClient(observed);
  const gre = createGreClient(observed);
  const { SUNAT_SANDBOX_URL: sandboxUrl, SUNAT_OSE_URL: oseUrl } = config;
  return { share, breakers, deps: { services, client, gre, breakers, sandboxUrl, oseUrl } };
}

/** Mail goes out from here; its PDFs are made in one thread, which starts with the first. */
function buildMail(config: Config, services: ServiceDeps) {
  const mailer = config.SMTP_URL ? createMailer({ url: config.SMTP_URL, from: config.MAIL_FROM }) : undefined;
  const renderer = createPdfRenderer({ threads: 1 });
  const lookupUrl = config.PUBLIC_URL && `${config.PUBLIC_URL.replace(/\/$/, '')}/consulta`;
  const sender = mailer ?? NO_MAIL_SENDER;
  const deliveries = createMailDeliveries({ ...services, sender, printing: { renderer, lookupUrl } });
  const close = async (): Promise<void> => {
    mailer?.close();
    await renderer.close();
  };
  return { deliveries, close };
}

function watchSales(metrics: Metrics, pool: pg.Pool): void {
  const read = async (name: string) => {
    const { rows } = await pool.query<{ label: string; value: number }>(
      'select label, value from hub_metrics() where name = $1',
      [name],
    );
    return rows;
  };
  const byState = (rows: readonly { label: string; value: number }[]) =>
    Object.fromEntries(rows.map(({ label, value }) => [label, value] as const));
  metrics.watchSales({
    salesByState: async () => byState(await read('open_sales')),
    notesByState: async () =>
      byState((await pool.query<{ label: string; value: number }>('select label, value from hub_note_metrics()')).rows),
    oldestUnsentSeconds: async () => (await read('oldest_unsent_document_seconds'))[0]?.value,
  });
}

async function createWorker(
  config: Config,
  connection: NativeConnection,
  options: Partial<Parameters<typeof Worker.create>[0]>,
) {
  const { values } = parseArgs({ options: { bundle: { type: 'string' } } });
  const code = values.bundle
    ? { workflowBundle: { codePath: values.bundle } }
    : { workflowsPath: fileURLToPath(new URL('./workflows/index.ts', import.meta.url)) };
  return Worker.create({
    ...code,
    ...options,
    connection,
    namespace: config.TEMPORAL_NAMESPACE,
    taskQueue: config.TEMPORAL_TASK_QUEUE,
    // Never below the 40 workflow slots; 500 open sales cost about 175 MiB.
    maxCachedWorkflows: 500,
    stickyQueueScheduleToStartTimeout: '2 s',
    // Verbs queue here rather than for a connection of the pool.
    maxConcurrentLocalActivityExecutions: Math.max(2, config.DATABASE_POOL_MAX - 4),
    maxConcurrentActivityTaskExecutions: 60,
    shutdownGraceTime: GRACE,
    shutdownForceTime: FORCE,
  });
}

/** Resolves at the first request to stop; npm passes a Ctrl-C on a second time, which changes nothing. */
function askedToStop(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => resolve(signal));
  });
}

async function main(): Promise<void> {
  const config = readConfig(['DATABASE_URL', 'DATABASE_RELAY_URL']);
  const level = isLogLevel(config.LOG_LEVEL) ? config.LOG_LEVEL : 'fatal';
  const logger = createLogger({ level, name: 'worker' });
  const stopping = askedToStop();
  const unwatch = watchLogLevel(logger, config.LOG_LEVEL_FILE ? { file: config.LOG_LEVEL_FILE } : {});
  const { orm, masterKeys, nudge, services } = buildServices(config);
  const metrics = createMetrics({ service: 'worker' });
  const sunat = buildSunat(config, services, metrics, logger);
  const prometheusAddress = `127.0.0.1:${await freePort()}`;
  installRuntime({ logger, prometheusAddress });

  const converter = dataConverter(masterKeys);
  const connection = await NativeConnection.connect({ address: config.TEMPORAL_ADDRESS });
  const worker = await createWorker(config, connection, {
    activities: createActivities(sunat.deps),
    dataConverter: converter,
  });
  const temporal = createRelayTemporal({
    address: config.TEMPORAL_ADDRESS,
    namespace: config.TEMPORAL_NAMESPACE,
    dataConverter: converter,
  });
  const slack = config.SLACK_WEBHOOK_URL ? createSlackClient(config.SLACK_WEBHOOK_URL) : undefined;
  const notify =
    slack &&
    (async (companyId: string, attentionId: string) => {
      const text = await attentionNotice(orm, companyId, attentionId);
      if (text) await slack.send(text);
    });
  const mail = buildMail(config, services);
  const relay = startRelay({
    url: config.DATABASE_RELAY_URL ?? '',
    temporal,
    deliver: createDeliver({ temporal, taskQueue: config.TEMPORAL_TASK_QUEUE, notify, mail: mail.deliveries }),
    releasePerSecond: config.SUNAT_RELEASE_PER_SECOND,
    taskQueue: config.TEMPORAL_TASK_QUEUE,
    followBreakers: (pool) => sunat.share.follow(pool, sunat.breakers),
    logger,
  });
  watchSales(metrics, relay.pool);
  const server = await startMetricsServer({
    port: config.WORKER_METRICS_PORT,
    host: config.METRICS_HOST,
    registry: metrics.registry,
    extra: () => scrape(`http://${prometheusAddress}/metrics`),
  });

  const running = worker.run();
  logger.info({ task_queue: config.TEMPORAL_TASK_QUEUE, metrics: server.url }, 'worker ready');
  const stopped = stopping.then((signal) => {
    logger.info({ signal }, 'worker stops');
    worker.shutdown();
  });
  await Promise.race([running, stopped]);
  await running;
  await relay.stop();
  await mail.close();
  nudge.close();
  sunat.breakers.close();
  await temporal.close();
  await connection.close();
  await server.close();
  await orm.close(true);
  unwatch();
}

try {
  await main();
  process.exit(0);
} catch (error) {
  // Configuration errors name variables, never values; everything else is for the log of the launcher.
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
