import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client, Connection, type WorkflowHandle } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { inCompany } from '../../../db/tx.ts';
import { createActivities, type HubActivities } from '../../../activities/index.ts';
import { type Breakers, createBreakers, createSunatClient } from '../../../integrations/sunat/index.ts';
import { createSunatSandbox, type SunatSandbox } from '../../../sandbox/sunat/index.ts';
import { silentLogger } from '../../../platform/log/logger.ts';
import { createDeliver } from '../../../relay/deliver.ts';
import { type Relay, startRelay } from '../../../relay/relay.ts';
import { type BreakerShare, createBreakerShare } from '../../../relay/share-breakers.ts';
import { createSale } from '../../../services/sales/create-sale.ts';
import {
  CANCEL,
  type CancelInput,
  DECIDE,
  type DecideInput,
  type Decision,
  type MessageResult,
  type ReissueChanges,
  SALE_TO_CDR,
  STAGE,
  type Stage,
} from '../../../workflows/sale-to-cdr/contract.ts';
import { saleStartOptions } from '../../../workflows/sale-to-cdr/start-options.ts';
import { historyConverter } from '../../support/histories.ts';
import { createTestHub, makeShop, type ShopOptions, type TestHub, type TestShop } from '../../support/shop.ts';
import { type Foreign, registerForeign } from './foreign-document.ts';
import { recordHistory } from './golden.ts';
import { addValidityAccess } from './validity-access.ts';
import { createTimeSkipping, type TimeSkipping } from './time-skipping.ts';

export interface SaleHub {
  readonly hub: TestHub;
  readonly shop: TestShop;
  readonly client: Client;
  readonly taskQueue: string;
  readonly time: TimeSkipping;
  readonly breakers: Breakers;
  readonly sandbox: SunatSandbox;
  /** The sandbox's control interface. */
  control(method: string, path: string, body?: object): Promise<SandboxState>;
  fault(operation: string, kind: string, more?: object): Promise<void>;
  /** The next answers of SUNAT never reach the hub, whatever they say. */
  loseAnswers(count: number): void;
  /** Another program of the shop registers one of its numbers. */
  foreign(document: Foreign): Promise<void>;
  /** Starts the relay that releases waiting sales. */
  relay(): void;
  /** Commits a sale; its process is not started. */
  commit(change?: Record<string, unknown>, shop?: TestShop): Promise<string>;
  start(saleId: string, shop?: TestShop): Promise<SaleHandle>;
  /** Commits a sale and starts its process. */
  sell(kind?: 'boleta' | 'factura', shop?: TestShop): Promise<SaleHandle>;
  /** Replaces activities for the sales started from now on. */
  replace(activities: Partial<HubActivities>): void;
  shopOf(options?: ShopOptions): Promise<TestShop>;
  close(): Promise<void>;
}

export interface SaleHandle {
  readonly saleId: string;
  readonly shop: TestShop;
  readonly handle: WorkflowHandle;
  row(): Promise<SaleRow>;
  documents(): Promise<DocumentRow[]>;
  submissions(): Promise<{ operation: string; outcome: string | null; code: string | null; file_version: number }[]>;
  attention(): Promise<{ id: string; code: string; options: string[]; subject_id: string; severity: string }[]>;
  events(): Promise<string[]>;
  stage(): Promise<Stage>;
  untilStage(stage: Stage, ms?: number): Promise<void>;
  /** The stage at which the process ended; its history is kept under the name when histories are recorded. */
  result(golden?: string): Promise<Stage>;
  cancel(reason: string): Promise<MessageResult>;
  decide(decision: Decision, changes?: ReissueChanges): Promise<MessageResult>;
}

export interface SaleRow {
  readonly status: string;
  readonly document_id: string | null;
  readonly cancellation: { code: string } | null;
}

export interface DocumentRow {
  readonly id: string;
  readonly type: string;
  readonly series: string;
  readonly number: number;
  readonly status: string;
  readonly sunat_code: string | null;
  readonly evidence: string | null;
  readonly file_version: number;
  readonly file_name: string;
}

export interface SandboxState {
  readonly documents: readonly { key: string; series: string; number: number; sha256: string; times_sent: number }[];
  readonly requests: readonly { operation: string; name: string; sha256: string; outcome: string }[];
}

const BY = { kind: 'user', id: randomUUID(), requestId: 'request-of-the-decision' } as const;

const FACTURA = {
  document_type: 'factura',
  customer: { document_type: '6', document_number: '20131312955', name: 'SUNAT' },
};

/** A hub with one shop, its worker, the SUNAT sandbox and a Temporal client whose time can be moved. */
export async function createSaleHub(
  options: { validity?: boolean; timeoutMs?: number; activities?: (real: HubActivities) => HubActivities } = {},
): Promise<SaleHub> {
  const hub = await createTestHub();
  const folder = mkdtempSync(join(tmpdir(), 'hub-sandbox-'));
  const sandbox = await createSunatSandbox({ dataDir: folder, port: 0 });
  const share = createBreakerShare(hub.deps, () => undefined);
  const breakers = createBreakers({ onChange: (endpoint, state) => share.report(endpoint, state) });
  let answersToLose = 0;
  const client = createSunatClient({
    timeoutMs: options.timeoutMs ?? 5000,
    fetch: async (...request) => {
      const answer = await fetch(...request);
      if (answersToLose === 0) return answer;
      answersToLose -= 1;
      await answer.arrayBuffer();
      throw new TypeError('fetch failed', { cause: Object.assign(new Error('cut'), { code: 'ECONNRESET' }) });
    },
  });
  const real = createActivities({ services: hub.deps, client, breakers, sandboxUrl: sandbox.url });
  const activities: HubActivities = { ...(options.activities?.(real) ?? real) };
  const taskQueue = `sales-${randomUUID()}`;
  const worker = await startWorker(taskQueue, activities);
  const connection = await Connection.connect({ address: temporalAddress() });
  const time = createTimeSkipping(connection);
  const temporal = new Client({ connection, namespace: 'default', dataConverter: historyConverter });
  const shopOf = async (shopOptions: ShopOptions = {}): Promise<TestShop> => {
    const shop = await makeShop(hub, shopOptions);
    if (options.validity ?? true) await addValidityAccess(hub.deps, shop);
    return shop;
  };
  const shop = await shopOf();
  let relay: Relay | undefined;
  const control = async (method: string, path: string, body?: object): Promise<SandboxState> => {
    const answer = await fetch(`${sandbox.url}/__control/${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!answer.ok) throw new Error(`control ${method} ${path}: ${answer.status}`);
    const text = await answer.text();
    return text === '' ? { documents: [], requests: [] } : asState(JSON.parse(text));
  };
  const saleHub: SaleHub = {
    ...{ hub, shop, client: temporal, taskQueue, time, breakers, sandbox, control, shopOf },
    fault: async (operation, kind, more = {}) => {
      await control('POST', 'faults', { operation, kind, ...more });
    },
    loseAnswers(count) {
      answersToLose = count;
    },
    foreign: (document) => registerForeign(sandbox.url, control, document),
    relay() {
      relay ??= startTestRelay({ hub, client: temporal, connection, breakers, share, taskQueue });
    },
    async commit(change = {}, of = shop) {
      const { saleId } = await createSale(hub.deps, of.ctx, of.body(change));
      return saleId;
    },
    async start(saleId, of = shop) {
      const input = { companyId: of.companyId, saleId, requestId: `request-${saleId}` };
      const handle = await temporal.workflow.start(SALE_TO_CDR, saleStartOptions({ ...input, taskQueue }));
      return saleHandle(hub, of, saleId, handle);
    },
    async sell(kind = 'boleta', of = shop) {
      return saleHub.start(await saleHub.commit(kind === 'factura' ? FACTURA : {}, of), of);
    },
    replace(change) {
      Object.assign(activities, change);
    },
    async close() {
      await relay?.stop();
      await worker.stop();
      await connection.close();
      breakers.close();
      await sandbox.close();
      await hub.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return saleHub;
}

interface RelayParts {
  readonly hub: TestHub;
  readonly client: Client;
  readonly connection: Connection;
  readonly breakers: Breakers;
  readonly share: BreakerShare;
  readonly taskQueue: string;
}

function startTestRelay({ hub, client, connection, breakers, share, taskQueue }: RelayParts): Relay {
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

async function startWorker(taskQueue: string, activities: object) {
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

function saleHandle(hub: TestHub, shop: TestShop, saleId: string, handle: WorkflowHandle): SaleHandle {
  const rows = async <Row>(text: string): Promise<Row[]> => {
    return inCompany(hub.orm, shop.companyId, (tx) => tx.sql<Row>(text, [shop.companyId, saleId]));
  };
  const one: SaleHandle = {
    ...{ saleId, shop, handle },
    row: async () =>
      first(
        await rows<SaleRow>('select status, document_id, cancellation from sale where company_id = $1 and id = $2'),
      ),
    documents: () =>
      rows<DocumentRow>(
        `select id, type, series, number, status, sunat_code, evidence, file_version, file_name from fiscal_document
          where company_id = $1 and sale_id = $2 order by issue_attempt`,
      ),
    submissions: () =>
      rows(
        `select s.operation, s.outcome, s.code, s.file_version from submission s
           join fiscal_document d on d.id = s.document_id
          where d.company_id = $1 and d.sale_id = $2 order by s.started_at, s.id`,
      ),
    attention: () =>
      rows(
        `select id, code, options, subject_id, severity from attention
          where company_id = $1 and sale_id = $2 and closed_at is null order by created_at, id`,
      ),
    async events() {
      const found = await rows<{ kind: string }>(
        'select kind from sale_event where company_id = $1 and sale_id = $2 order by at, id',
      );
      return found.map(({ kind }) => kind);
    },
    stage: () => handle.query<Stage>(STAGE),
    async untilStage(stage, ms = 20_000) {
      await until(
        `stage ${stage}`,
        async () => (await one.stage()) === stage,
        ms,
        () => one.stage(),
      );
    },
    async result(golden) {
      const stage = asStage(await handle.result());
      if (golden) await recordHistory(golden, handle);
      return stage;
    },
    cancel: (reason) => handle.executeUpdate<MessageResult, [CancelInput]>(CANCEL, { args: [{ reason, by: BY }] }),
    decide: (decision, changes) =>
      handle.executeUpdate<MessageResult, [DecideInput]>(DECIDE, {
        args: [{ decision, reason: 'Decidido en la prueba', by: BY, ...(changes ? { changes } : {}) }],
      }),
  };
  return one;
}

/** Polls until it is so; the message tells what was last seen. */
export async function until(
  what: string,
  isSo: () => Promise<boolean>,
  ms = 20_000,
  seen: () => Promise<unknown> = async () => '',
): Promise<void> {
  const end = Date.now() + ms;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`not so after ${ms} ms: ${what}; seen: ${String(await seen())}`);
    await delay(25);
  }
}

function first<T>(rows: readonly T[]): T {
  const [row] = rows;
  if (!row) throw new Error('no such row');
  return row;
}

/** The query and the result of the process are its stage. */
const asStage = (value: unknown): Stage => value as Stage;

/** The control interface answers its state to every GET; other answers are not read. */
const asState = (value: unknown): SandboxState => value as SandboxState;
