import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import pg from 'pg';
import { newMasterKey } from '../../platform/crypto/envelope.ts';
import { createSunatSandbox, type SunatSandbox } from '../../sandbox/sunat/index.ts';
import { createSale } from '../../services/sales/create-sale.ts';
import { requestDailySummary } from '../../services/summaries/request-daily-summary.ts';
import { createTestHub, makeShop, type TestHub, type TestShop } from '../support/shop.ts';
import { temporalAddress, until } from './support/sale-hub.ts';
import { addValidityAccess } from './support/validity-access.ts';
import { startWorkerProcess, type WorkerProcess } from './support/worker-process.ts';

jest.setTimeout(180_000);

const masterKey = newMasterKey('kill');
const folder = mkdtempSync(join(tmpdir(), 'hub-kill-summary-'));
let hub: TestHub;
let shop: TestShop;
let sandbox: SunatSandbox;
let admin: pg.Client;
let worker: WorkerProcess;
let env: Record<string, string>;

beforeAll(async () => {
  hub = await createTestHub(8, masterKey);
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

const fault = (body: object) =>
  fetch(`${sandbox.url}/__control/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ operation: 'sendSummary', match: { ruc: shop.ruc }, ...body }),
  });

const count = async (text: string): Promise<number> => {
  const { rows } = await admin.query<{ n: number }>(`select count(*)::int as n from ${text}`, [shop.companyId]);
  return rows[0]?.n ?? 0;
};

async function killAndReplace(): Promise<void> {
  await worker.kill();
  worker = await startWorkerProcess(env);
}

/** A shop whose two boletas wait for a summary. */
async function waiting(): Promise<void> {
  shop = await makeShop(hub);
  await addValidityAccess(hub.deps, shop);
  await admin.query(`update company set boleta_mode = 'summary' where id = $1`, [shop.companyId]);
  for (let index = 0; index < 2; index++) await createSale(hub.deps, shop.ctx, shop.body());
  const issued = `fiscal_document where company_id = $1 and status = 'issued'`;
  await until('issued', async () => (await count(issued)) === 2, 60_000);
}

async function expectToldOnce(): Promise<void> {
  const completed = `sale where company_id = $1 and status = 'completed'`;
  await until('completed', async () => (await count(completed)) === 2, 90_000);
  expect(await count(`fiscal_document where company_id = $1 and status = 'accepted'`)).toBe(2);
  expect(await count('summary_file where company_id = $1')).toBe(1);
  const answer = await fetch(`${sandbox.url}/__control/state`);
  const state = JSON.parse(await answer.text()) as { requests: { operation: string; name: string; sha256: string }[] };
  const sent = state.requests.filter(({ operation, name }) => operation === 'sendSummary' && name.startsWith(shop.ruc));
  expect(new Set(sent.map(({ name, sha256 }) => `${name} ${sha256}`)).size).toBe(1);
}

test('killed between ticket and CDR, the ticket is asked for again and nothing is sent twice', async () => {
  await waiting();
  await fault({ kind: 'ticket_pending', polls: 3 });
  // The relay of the worker asks for the round: this test never does.
  await requestDailySummary(hub.deps, shop.ctx, {});
  const ticket = 'summary_file where company_id = $1 and ticket is not null and settled_at is null';
  await until('the ticket', async () => (await count(ticket)) === 1, 60_000);
  await killAndReplace();
  await expectToldOnce();
  expect(await count(`summary_submission where company_id = $1 and operation = 'sendSummary'`)).toBe(1);
});

test('killed while SUNAT takes the file, the same bytes are sent again and no second file is made', async () => {
  await waiting();
  await fault({ kind: 'slow', ms: 4000 });
  await requestDailySummary(hub.deps, shop.ctx, {});
  const sending = `summary_file where company_id = $1 and status = 'sending'`;
  await until('sending', async () => (await count(sending)) === 1, 60_000);
  await killAndReplace();
  await expectToldOnce();
});

test('killed while its lines are settled, each is settled once', async () => {
  await waiting();
  const holder = new pg.Client({ connectionString: hub.database.superUrl });
  await holder.connect();
  await holder.query('begin');
  await holder.query('select 1 from sale where company_id = $1 for update', [shop.companyId]);
  await requestDailySummary(hub.deps, shop.ctx, {});
  const accepted = `summary_file where company_id = $1 and status = 'accepted' and settled_at is null`;
  await until('accepted', async () => (await count(accepted)) === 1, 60_000);
  await worker.kill();
  await holder.end();
  worker = await startWorkerProcess(env);
  await expectToldOnce();
  expect(await count(`sale_event where company_id = $1 and kind = 'document_accepted'`)).toBe(2);
});
