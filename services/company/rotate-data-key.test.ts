import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { createOrm } from '../../db/orm.ts';
import { createTestHub, makeShop, type TestHub, type TestShop } from '../../test/support/shop.ts';
import { change } from '../change.ts';
import { newDataKey } from '../../platform/crypto/envelope.ts';
import { createCompanyKeys, insertDataKey } from '../company-keys.ts';
import { createCustomer } from '../customers/create-customer.ts';
import { listCustomers } from '../customers/read-customers.ts';
import { createServiceDeps, type ServiceDeps } from '../deps.ts';
import { getDocumentFile } from '../documents/get-document-file.ts';
import { beginIdempotent } from '../idempotency/begin.ts';
import { keepAnswer } from '../idempotency/finish.ts';
import { createSale } from '../sales/create-sale.ts';
import { issueSaleDocument } from '../sales/issue-sale-document.ts';
import { readSigner } from '../sales/signer.ts';
import { recordSalePayment } from '../sales/record-sale-payment.ts';
import { reserveSaleStock } from '../sales/reserve-sale-stock.ts';
import { rotateDataKey } from './rotate-data-key.ts';
import { sealedTables } from './sealed-tables.ts';

let hub: TestHub;
let shop: TestShop;
/** As the command runs: files and audit are append-only for the application. */
let owner: ServiceDeps;
let root: pg.Client;
let documentId: string;

const rotate = (signal?: AbortSignal) =>
  rotateDataKey(
    owner,
    { companyId: shop.companyId, requestId: 'rotation' },
    { spreadSeconds: 0.2, ...(signal && { signal }) },
  );
const customer = (document_number: string, deps = hub.deps) =>
  createCustomer(deps, shop.ctx, { document_type: '1', document_number, name: 'ROSA QUISPE', email: 'rosa@correo.pe' });
const found = async (deps: ServiceDeps, document_number: string) =>
  (await listCustomers(deps, { ...shop.ctx, reveal: true }, { document_number }, { limit: 10, after: null })).rows;

beforeAll(async () => {
  hub = await createTestHub();
  shop = await makeShop(hub);
  const ownerOrm = createOrm({ url: hub.database.ownerUrl, poolMax: 2 });
  owner = createServiceDeps({ orm: ownerOrm, masterKeys: hub.deps.masterKeys });
  root = new pg.Client({ connectionString: hub.database.superUrl });
  await root.connect();
  const sale = await createSale(hub.deps, shop.ctx, shop.body());
  await reserveSaleStock(hub.deps, shop.ctx, sale);
  await recordSalePayment(hub.deps, shop.ctx, sale);
  const issued = await issueSaleDocument(hub.deps, shop.ctx, { ...sale, attempt: 1 });
  if (issued.outcome !== 'issued') throw new Error(issued.outcome);
  documentId = issued.document.documentId;
  for (const number of ['45678912', '45678913', '45678914']) await customer(number);
}, 60_000);
afterAll(async () => {
  await root.end();
  await owner.orm.close(true);
  await hub.close();
});

/** Key ids of all sealed values of the shop, by table. */
async function keysInUse(): Promise<Record<string, number[]>> {
  const used: Record<string, number[]> = {};
  for (const { table, columns } of sealedTables(hub.orm))
    for (const { name } of columns) {
      const { rows } = await root.query(
        `select distinct ('x' || encode(substring(${name} from 2 for 4), 'hex'))::bit(32)::int as id from ${table}
          where company_id = $1 and ${name} is not null`,
        [shop.companyId],
      );
      if (rows.length > 0) used[`${table}.${name}`] = rows.map(({ id }) => id);
    }
  return used;
}

test('seals everything anew under the new key, and everything still opens and is found', async () => {
  const request = { companyId: shop.companyId, route: 'POST /x', key: 'rotated', hash: Buffer.from('h') };
  const start = await beginIdempotent(hub.deps, request);
  if (start.state !== 'started') throw new Error(start.state);
  await keepAnswer(hub.deps, request, start.recordId, { status: 200, headers: {}, body: { kept: true } });
  const before = await getDocumentFile(hub.deps, shop.ctx, documentId, 'xml');
  const used = await keysInUse();
  expect(Object.keys(used)).toEqual(
    expect.arrayContaining([
      'sale.buyer',
      'document_file.body',
      'audit.changes',
      'customer.email',
      'sunat_certificate.pfx',
    ]),
  );
  const rotation = await rotate();
  expect(rotation).toMatchObject({ keyId: 2, fresh: true });
  expect(rotation.rows).toBeGreaterThan(8);
  expect(await keysInUse()).toEqual(Object.fromEntries(Object.keys(used).map((column) => [column, [2]])));
  for (const deps of [processWith(0), processWith(3600)]) {
    expect((await getDocumentFile(deps, shop.ctx, documentId, 'xml')).bytes).toEqual(before.bytes);
    expect(await found(deps, '45678913')).toMatchObject([{ document_number: '45678913', email: 'rosa@correo.pe' }]);
    expect(await readSigner(deps, shop.companyId)).toBeDefined();
    expect(await beginIdempotent(deps, request)).toMatchObject({ state: 'replay', answer: { body: { kept: true } } });
  }
  const audit = await root.query(`select actor_kind from audit where action = 'company.rotate_key'`);
  expect(audit.rows).toEqual([{ actor_kind: 'operator' }]);
});

/** A key as the first step of a rotation makes it. */
const addKey = (keyId: number, afterSeconds = 0) =>
  change(owner, { companyId: shop.companyId }, (tx) =>
    insertDataKey(tx, hub.deps.masterKeys, { keyId, dataKey: newDataKey(), afterSeconds }),
  );
const processWith = (seconds: number): ServiceDeps => ({
  ...hub.deps,
  companyKeys: createCompanyKeys(hub.orm, hub.deps.masterKeys, seconds),
});

test('a run that was ended goes on under the same key, before the key seals and after', async () => {
  const ended = new AbortController();
  const first = rotate(ended.signal);
  for (;;) {
    const { rows } = await root.query('select 1 from company_key where company_id = $1 and key_id = 3', [
      shop.companyId,
    ]);
    if (rows.length > 0) break;
  }
  ended.abort();
  await expect(first).rejects.toThrow();
  expect(await rotate()).toMatchObject({ keyId: 3, fresh: false });
  await addKey(4);
  expect(await rotate()).toMatchObject({ keyId: 4, fresh: false });
  expect(new Set(Object.values(await keysInUse()).flat())).toEqual(new Set([4]));
  expect(await found(processWith(0), '45678912')).toHaveLength(1);
});

test('while it is under way, a customer is found under either key and made once only', async () => {
  await addKey(5);
  const deps = processWith(0);
  expect(await found(deps, '45678912')).toHaveLength(1);
  await expect(customer('45678912', deps)).rejects.toMatchObject({ code: 'already_exists' });
  await customer('45678921', deps);
  expect(await found(deps, '45678921')).toHaveLength(1);
});

test('a new key seals in no process before its time, and is known to all of them by then', async () => {
  await addKey(6, 3600);
  const [quick, remembering] = [processWith(0).companyKeys, processWith(3600).companyKeys];
  for (const keys of [quick, remembering]) expect((await keys.cipherOf(shop.companyId)).keyId).toBe(5);
  await root.query('update company_key set active_from = now() where company_id = $1 and key_id = 6', [shop.companyId]);
  const next = await quick.cipherOf(shop.companyId);
  expect(next.keyId).toBe(6);
  expect((await remembering.cipherOf(shop.companyId)).open(next.seal('x', 'a'), 'a')).toBe('x');
});
