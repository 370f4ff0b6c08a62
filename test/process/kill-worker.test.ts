import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import pg from 'pg';
import { newMasterKey, parseMasterKeys } from '../../platform/crypto/envelope.ts';
import { createSunatSandbox, type SunatSandbox } from '../../sandbox/sunat/index.ts';
import { dataConverter } from '../../platform/temporal/data-converter.ts';
import { createNote } from '../../services/notes/create-note.ts';
import { createSale } from '../../services/sales/create-sale.ts';
import { requestVoid } from '../../services/voids/request-void.ts';
import { COMPLETENESS_WATCH, completenessWorkflowId } from '../../workflows/completeness-watch/contract.ts';
import { createTestHub, makeShop, type TestHub, type TestShop } from '../support/shop.ts';
import { temporalAddress, until } from './support/sale-hub.ts';
import { addValidityAccess } from './support/validity-access.ts';
import { startWorkerProcess, type WorkerProcess } from './support/worker-process.ts';

jest.setTimeout(180_000);

const masterKey = newMasterKey('kill');
const folder = mkdtempSync(join(tmpdir(), 'hub-kill-'));
const SECRETS = ['moddatos', '45678912', 'ROSA QUISPE', masterKey.split(':')[1] ?? masterKey];
let hub: TestHub;
let shop: TestShop;
let sandbox: SunatSandbox;
let admin: pg.Client;
let worker: WorkerProcess;
let env: Record<string, string>;
const logs: string[] = [];

beforeAll(async () => {
  hub = await createTestHub(8, masterKey);
  shop = await makeShop(hub);
  await addValidityAccess(hub.deps, shop);
  sandbox = await createSunatSandbox({ dataDir: folder, port: 0 });
  admin = new pg.Client({ connectionString: hub.database.superUrl });
  await admin.connect();
  env = {
    DATABASE_URL: hub.database.appUrl,
    DATABASE_RELAY_URL: hub.database.relayUrl,
    DATABASE_POOL_MAX: '8',
    TEMPORAL_ADDRESS: temporalAddress(),
    TEMPORAL_TASK_QUEUE: `kill-${randomUUID()}`,
    HUB_MASTER_KEY: masterKey,
    WORKER_METRICS_PORT: '0',
    SUNAT_SANDBOX_URL: sandbox.url,
    SUNAT_TIMEOUT_MS: '10000',
  };
  worker = await startWorkerProcess(env);
}, 120_000);

afterAll(async () => {
  await worker?.kill();
  await admin.end();
  await sandbox.close();
  await hub.close();
  rmSync(folder, { recursive: true, force: true });
});

const slow = (ms: number, operation = 'sendBill') =>
  fetch(`${sandbox.url}/__control/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ operation, kind: 'slow', ms }),
  });

/** The relay of the worker starts the process: this test never does. */
const sell = async (): Promise<string> => (await createSale(hub.deps, shop.ctx, shop.body())).saleId;

const count = async (text: string, values: unknown[] = []): Promise<number> => {
  const { rows } = await admin.query<{ n: number }>(text, values);
  return rows[0]?.n ?? 0;
};

/** Holds rows so that the worker stands still at the verb that needs them. */
async function hold(statement: string): Promise<() => Promise<void>> {
  const holder = new pg.Client({ connectionString: hub.database.superUrl });
  await holder.connect();
  await holder.query('begin');
  await holder.query(statement);
  return () => holder.end();
}

const isWorkerBlocked = async (): Promise<boolean> =>
  (await count(
    `select count(*)::int as n from pg_stat_activity
      where application_name = 'hub-worker' and datname = current_database() and wait_event_type = 'Lock'`,
  )) > 0;

async function killAndReplace(): Promise<void> {
  await worker.kill();
  logs.push(worker.log());
  worker = await startWorkerProcess(env);
}

/** One sale, one document, one registered number, stock moved once. */
async function expectSoldOnce(saleId: string): Promise<void> {
  const completed = `select count(*)::int as n from sale where id = $1 and status = 'completed'`;
  await until('completed', async () => (await count(completed, [saleId])) === 1, 60_000);
  const { rows } = await admin.query<{ status: string; number: number }>(
    'select status, number from fiscal_document where sale_id = $1',
    [saleId],
  );
  expect(rows).toMatchObject([{ status: 'accepted' }]);
  expect(await count('select count(*)::int as n from stock_movement where source_id = $1', [saleId])).toBe(1);
  const payments = `select count(*)::int as n from payment where sale_id = $1 and status = 'recorded'`;
  expect(await count(payments, [saleId])).toBe(1);
  const answer = await fetch(`${sandbox.url}/__control/state`);
  const state = JSON.parse(await answer.text()) as { documents: { number: number }[] };
  expect(state.documents.filter(({ number }) => number === rows[0]?.number)).toHaveLength(1);
}

/** One file, one return of goods, one reversal. */
async function expectVoidedOnce(saleId: string): Promise<void> {
  const cancelled = `select count(*)::int as n from sale where id = $1 and status = 'cancelled'`;
  await until('cancelled', async () => (await count(cancelled, [saleId])) === 1, 60_000);
  const back = `select count(*)::int as n from stock_movement where source_id = $1 and kind = 'sale_cancelled'`;
  expect(await count(back, [saleId])).toBe(1);
  const reversed = `select count(*)::int as n from payment where sale_id = $1 and status = 'reversed'`;
  expect(await count(reversed, [saleId])).toBe(1);
  const files = `select count(*)::int as n from summary_line l join fiscal_document d on d.id = l.document_id
                  where d.sale_id = $1 and d.status = 'voided' and l.condition = '3' and l.outcome = 'accepted'`;
  expect(await count(files, [saleId])).toBe(1);
}

async function openClient(): Promise<Client> {
  const connection = await Connection.connect({ address: temporalAddress() });
  return new Client({ connection, namespace: 'default', dataConverter: dataConverter(parseMasterKeys(masterKey)) });
}

const STAGES = {
  'the stock is reserved': 'select 1 from stock_level for update',
  'the payment is recorded': 'select 1 from payment for update',
  'the document is issued': `select 1 from document_series for update`,
} as const;

test.each(Object.entries(STAGES))('killed while %s, a sale is sold once', async (_stage, statement) => {
  const saleId = await sell();
  const release = await hold(statement);
  await until('the worker stands still', isWorkerBlocked);
  await worker.kill();
  await release();
  await killAndReplace();
  await expectSoldOnce(saleId);
});

test('killed while SUNAT works on the document, it is asked about before anything is sent again', async () => {
  await slow(4000);
  const saleId = await sell();
  const sending = `select count(*)::int as n from fiscal_document where sale_id = $1 and status = 'sending'`;
  await until('sending', async () => (await count(sending, [saleId])) === 1);
  await delay(500);
  await killAndReplace();
  await expectSoldOnce(saleId);
});

test('killed before SUNAT’s answer is written, the answer is found again', async () => {
  await slow(2000);
  const saleId = await sell();
  const sending = `select count(*)::int as n from fiscal_document where sale_id = $1 and status = 'sending'`;
  await until('sending', async () => (await count(sending, [saleId])) === 1);
  const release = await hold('select 1 from sale for update');
  await until('the worker stands still', isWorkerBlocked);
  await worker.kill();
  await release();
  await killAndReplace();
  await expectSoldOnce(saleId);
});

test('killed while a credit note is issued, goods and money come back once', async () => {
  const saleId = await sell();
  await expectSoldOnce(saleId);
  const { rows } = await admin.query<{ document_id: string }>('select document_id from sale where id = $1', [saleId]);
  const body = { document_id: rows[0]?.document_id, reason_code: '06', reason: 'Devolución total' };
  const { noteId } = await createNote(hub.deps, shop.ctx, '07', body);
  const release = await hold(`select 1 from document_series where series = 'BC01' for update`);
  await until('the worker stands still', isWorkerBlocked);
  await worker.kill();
  await release();
  await killAndReplace();
  const completed = `select count(*)::int as n from note where id = $1 and status = 'completed'`;
  await until('completed', async () => (await count(completed, [noteId])) === 1, 60_000);
  for (const [table, column] of [
    ['stock_movement', 'source_id'],
    ['refund', 'note_id'],
    ['fiscal_document', 'source_id'],
  ])
    expect(await count(`select count(*)::int as n from ${table} where ${column} = $1`, [noteId])).toBe(1);
});

test('killed between the ticket and the CDR of a voiding, goods and money come back once', async () => {
  const saleId = await sell();
  await expectSoldOnce(saleId);
  const { rows } = await admin.query<{ document_id: string }>('select document_id from sale where id = $1', [saleId]);
  await slow(4000, 'getStatus');
  const body = { reason: 'Pedido duplicado', delivered_to_buyer: false };
  await requestVoid(hub.deps, shop.ctx, rows[0]?.document_id ?? '', body);
  const ticketed = `select count(*)::int as n from summary_file where ticket is not null and status = 'pending'`;
  await until('the ticket is kept', async () => (await count(ticketed)) === 1, 30_000);
  await delay(500);
  await killAndReplace();
  await expectVoidedOnce(saleId);
});

test('killed while a voiding moves goods and money, they come back once', async () => {
  const saleId = await sell();
  await expectSoldOnce(saleId);
  const { rows } = await admin.query<{ document_id: string }>('select document_id from sale where id = $1', [saleId]);
  const release = await hold('select 1 from stock_level for update');
  const body = { reason: 'Pedido duplicado', delivered_to_buyer: false };
  await requestVoid(hub.deps, shop.ctx, rows[0]?.document_id ?? '', body);
  await until('the worker stands still', isWorkerBlocked, 30_000);
  await worker.kill();
  await release();
  await killAndReplace();
  await expectVoidedOnce(saleId);
});

test('killed while it accounts for the numbers, the day has one report', async () => {
  const release = await hold('lock table completeness_report in access exclusive mode');
  const client = await openClient();
  const workflowId = completenessWorkflowId(shop.companyId);
  const args = [{ companyId: shop.companyId }];
  const taskQueue = env.TEMPORAL_TASK_QUEUE ?? '';
  const handle = await client.workflow.start(COMPLETENESS_WATCH, { workflowId, taskQueue, args });
  await until('the worker stands still', isWorkerBlocked, 30_000);
  await worker.kill();
  await release();
  await killAndReplace();
  await handle.result();
  await client.connection.close();
  expect(await count('select count(*)::int as n from completeness_report')).toBe(1);
});

test('numbers have no holes, nothing stays reserved, and the log holds nothing secret or personal', async () => {
  const series = `select sum(holes)::int as n from (
    select count(*) - max(number) + min(number) - 1 as holes from fiscal_document group by series) as each_series`;
  expect(await count(series)).toBe(0);
  expect(await count('select count(*)::int as n from stock_level where reserved <> 0')).toBe(0);
  expect(await worker.stop()).toBe(0);
  const log = [...logs, worker.log()].join('\n');
  expect(log).toContain('worker ready');
  for (const secret of SECRETS) expect(log).not.toContain(secret);
});
