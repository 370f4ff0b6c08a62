import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import pg from 'pg';
import { newMasterKey } from '../../platform/crypto/envelope.ts';
import { createSunatSandbox, type SunatSandbox } from '../../sandbox/sunat/index.ts';
import { createCertificate } from '../../services/certificates/create-certificate.ts';
import { retentionBody } from '../support/certificate-body.ts';
import { createTestHub, makeShop, type TestHub, type TestShop } from '../support/shop.ts';
import { temporalAddress, until } from './support/sale-hub.ts';
import { addValidityAccess } from './support/validity-access.ts';
import { startWorkerProcess, type WorkerProcess } from './support/worker-process.ts';

jest.setTimeout(240_000);

const masterKey = newMasterKey('kill');
const folder = mkdtempSync(join(tmpdir(), 'hub-kill-'));
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

const fault = (body: object) =>
  fetch(`${sandbox.url}/__control/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

const count = async (text: string, values: unknown[] = []): Promise<number> => {
  const { rows } = await admin.query<{ n: number }>(text, values);
  return rows[0]?.n ?? 0;
};

async function killAndReplace(): Promise<void> {
  await worker.kill();
  logs.push(worker.log());
  worker = await startWorkerProcess(env);
}

/** The relay of the worker starts the process: this test never does. */
const certificate = async (): Promise<string> =>
  (await createCertificate(hub.deps, shop.ctx, '20', retentionBody())).certificateId;

const sends = async (): Promise<number> => {
  const answer = await fetch(`${sandbox.url}/__control/state`);
  const { requests } = JSON.parse(await answer.text()) as { requests: { operation: string }[] };
  return requests.filter(({ operation }) => operation === 'sendBill').length;
};

async function expectCompleted(certificateId: string): Promise<void> {
  const completed = `select count(*)::int as n from tax_certificate where id = $1 and status = 'completed'`;
  await until('completed', async () => (await count(completed, [certificateId])) === 1, 150_000);
  const { rows } = await admin.query<{ status: string; evidence: string }>(
    'select status, evidence from fiscal_document where source_id = $1',
    [certificateId],
  );
  expect(rows).toEqual([{ status: 'accepted', evidence: 'cdr' }]);
}

test('killed while the answer is on its way, the same bytes go again and SUNAT keeps one certificate', async () => {
  await fault({ operation: 'sendBill', kind: 'slow', ms: 4000 });
  const certificateId = await certificate();
  const begun = `select count(*)::int as n from submission s join fiscal_document d on d.id = s.document_id
                  where d.source_id = $1 and s.operation = 'sendBill' and s.outcome is null`;
  await until('sending', async () => (await count(begun, [certificateId])) === 1);
  await killAndReplace();
  // Whichever of the two sends SUNAT registered first: it is accepted, or waits for who can see it there.
  const settled = `select count(*)::int as n from tax_certificate where id = $1 and status in ('completed', 'needs_attention')`;
  await until('settled', async () => (await count(settled, [certificateId])) === 1, 150_000);
  const answer = await fetch(`${sandbox.url}/__control/state`);
  const state = JSON.parse(await answer.text()) as { documents: { number: number; type: string }[] };
  const { rows } = await admin.query<{ number: number }>('select number from fiscal_document where source_id = $1', [
    certificateId,
  ]);
  expect(state.documents.filter(({ number, type }) => type === '20' && number === rows[0]?.number)).toHaveLength(1);
});

test('killed before it was sent, it goes once', async () => {
  await fault({ operation: 'sendBill', kind: 'fault', code: '0109', times: 2 });
  const before = await sends();
  const certificateId = await certificate();
  const tried = `select count(*)::int as n from submission s join fiscal_document d on d.id = s.document_id
                  where d.source_id = $1 and s.outcome = 'retryable'`;
  await until('it was tried', async () => (await count(tried, [certificateId])) > 0);
  await killAndReplace();
  await expectCompleted(certificateId);
  expect((await sends()) - before).toBeGreaterThan(1);
});

test('nothing personal and no secret stands in the logs', () => {
  const written = logs.join('') + worker.log();
  for (const secret of ['moddatos', '20131312955', 'COMERCIAL', masterKey.split(':')[1] ?? masterKey])
    expect(written).not.toContain(secret);
});
