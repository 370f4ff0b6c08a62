import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { createActivities, type HubActivities } from '../../../activities/index.ts';
import {
  type Breakers,
  createBreakers,
  createGreClient,
  createSunatClient,
} from '../../../integrations/sunat/index.ts';
import { createSunatSandbox, type SunatSandbox } from '../../../sandbox/sunat/index.ts';
import type { Relay } from '../../../relay/relay.ts';
import { createBreakerShare } from '../../../relay/share-breakers.ts';
import { createSale } from '../../../services/sales/create-sale.ts';
import { SALE_TO_CDR } from '../../../workflows/sale-to-cdr/contract.ts';
import { saleStartOptions } from '../../../workflows/sale-to-cdr/start-options.ts';
import { historyConverter } from '../../support/histories.ts';
import { createTestHub, makeShop, type ShopOptions, type TestHub, type TestShop } from '../../support/shop.ts';
import { type Foreign, registerForeign } from './foreign-document.ts';
import { type SaleHandle, saleHandle } from './sale-handle.ts';
import { startTestRelay, startTestWorker, temporalAddress } from './sale-worker.ts';
import { addValidityAccess } from './validity-access.ts';
import { createTimeSkipping, type TimeSkipping } from './time-skipping.ts';

export { type SaleHandle, until } from './sale-handle.ts';
export { temporalAddress } from './sale-worker.ts';

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
  /** Starts its process: with the kind of document as the API does, without it as the relay does. */
  start(saleId: string, shop?: TestShop, documentType?: 'boleta' | 'factura'): Promise<SaleHandle>;
  /** Commits a sale and starts its process. */
  sell(kind?: 'boleta' | 'factura', shop?: TestShop): Promise<SaleHandle>;
  /** Replaces activities for the sales started from now on. */
  replace(activities: Partial<HubActivities>): void;
  shopOf(options?: ShopOptions): Promise<TestShop>;
  close(): Promise<void>;
}

export interface SandboxState {
  readonly documents: readonly { key: string; series: string; number: number; sha256: string; times_sent: number }[];
  readonly requests: readonly { operation: string; name: string; sha256: string; outcome: string }[];
}

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
  const wire = {
    timeoutMs: options.timeoutMs ?? 5000,
    fetch: async (...request: Parameters<typeof fetch>) => {
      const answer = await fetch(...request);
      if (answersToLose === 0) return answer;
      answersToLose -= 1;
      await answer.arrayBuffer();
      throw new TypeError('fetch failed', { cause: Object.assign(new Error('cut'), { code: 'ECONNRESET' }) });
    },
  };
  const [client, gre] = [createSunatClient(wire), createGreClient(wire)];
  const real = createActivities({ services: hub.deps, client, gre, breakers, sandboxUrl: sandbox.url });
  const activities: HubActivities = { ...(options.activities?.(real) ?? real) };
  const taskQueue = `sales-${randomUUID()}`;
  const worker = await startTestWorker(taskQueue, activities);
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
    async start(saleId, of = shop, documentType) {
      const input = {
        ...{ companyId: of.companyId, saleId, requestId: `request-${saleId}` },
        ...(documentType && { documentType }),
      };
      const handle = await temporal.workflow.start(SALE_TO_CDR, saleStartOptions({ ...input, taskQueue }));
      return saleHandle(hub, of, saleId, handle);
    },
    async sell(kind = 'boleta', of = shop) {
      return saleHub.start(await saleHub.commit(kind === 'factura' ? FACTURA : {}, of), of, kind);
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

/** The control interface answers its state to every GET; other answers are not read. */
const asState = (value: unknown): SandboxState => value as SandboxState;
