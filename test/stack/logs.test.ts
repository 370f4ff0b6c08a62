import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { z } from 'zod';

import { signal } from '../../scripts/stack/processes.ts';
import { dataFolder, isCompleted, type Json, saleBody, type StartedHub, startHub } from './support/hub.ts';
import { filesBelow, leaksIn } from './support/search.ts';

const BUYER = {
  document_type: '1',
  document_number: '48213906',
  name: 'YOLANDA CCOPA TTITO',
  email: 'yolanda.ccopa@correo-privado.test',
  phone: '+51 961 337 204',
  address: 'PASAJE LOS CANTUTAS 1147 INT 3',
};
const TRADER = { document_type: '6', document_number: '10482139065', name: 'HUAYHUA CCAMA NEMESIO' };
const STAFF = { email: 'nemesio.cajas@correo-privado.test', name: 'NEMESIO CAJAS', roles: ['cashier'] };
const PASSWORDS = { staff: 'una-clave-larga-y-secreta-77', wrong: 'clave-equivocada-99812', sol: 'ClaveSol-5521-x' };

let folder: string;
let hub: StartedHub;
/** What must not be found, by what it is. Names of buyers stay plain in the database, where they are searched for. */
const secrets: Record<string, string> = {
  'number of a buyer': BUYER.document_number,
  'e-mail of a buyer': BUYER.email,
  'phone of a buyer': BUYER.phone,
  'address of a buyer': BUYER.address,
  'RUC of a person': TRADER.document_number,
  'e-mail of staff': STAFF.email,
  'password of staff': PASSWORDS.staff,
  'wrong password': PASSWORDS.wrong,
  'SOL password': PASSWORDS.sol,
};
const names = { 'name of a buyer': BUYER.name, 'name of a trader': TRADER.name };

const stored = z.object({
  master_key: z.string(),
  database: z.record(z.string(), z.string()),
  operator_api_key: z.string(),
  admin: z.object({ email: z.string(), password: z.string() }),
});

function addStoredSecrets(): void {
  const file = stored.parse(JSON.parse(readFileSync(join(folder, 'secrets.json'), 'utf8')));
  secrets['master key'] = file.master_key.split(':')[1] ?? '';
  secrets["operator's key"] = file.operator_api_key;
  secrets["administrator's password"] = file.admin.password;
  secrets["administrator's e-mail"] = file.admin.email;
  for (const [role, password] of Object.entries(file.database)) secrets[`database password of ${role}`] = password;
}

const post = (path: string, body: unknown, headers?: Record<string, string>) =>
  hub.call('POST', `/api/v1${path}`, body, headers);

/** People come in, some with a wrong password or a bad body; tokens, keys and activations are handed out. */
async function staffEnters(): Promise<void> {
  const session = await hub.login();
  secrets['access token'] = session['access_token'];
  secrets['refresh token'] = session['refresh_token'];
  await post('/auth/login', { email: STAFF.email, password: PASSWORDS.wrong });
  const invited = (await post('/users', STAFF)).body;
  secrets['activation token'] = invited['activation_token'];
  await post('/auth/activate', { token: invited['activation_token'], password: PASSWORDS.staff });
  await post('/auth/login', { email: STAFF.email, password: PASSWORDS.staff });
  const key = (await post('/api-keys', { name: 'caja 1', permissions: ['sales:read'] })).body;
  secrets['API key'] = key['key'];
  await hub.call('GET', '/api/v1/sales', undefined, { authorization: '', 'x-api-key': key['key'] });
  await hub.call('GET', `/api/v1/sales?cursor=${BUYER.document_number}&q=${encodeURIComponent(BUYER.email)}`);
  await hub.call('GET', `/api/v1/${encodeURIComponent(BUYER.email)}`);
}

/** Customers and sales, right and wrong ones; SUNAT refuses one, whose buyer is then corrected. */
async function shopSells(): Promise<void> {
  expect((await post('/customers', BUYER)).status).toBe(201);
  expect((await post('/customers', { ...BUYER, document_number: `${BUYER.document_number}X` })).status).toBe(422);
  await post('/customers', `{"document_number": "${BUYER.document_number}", `);
  await hub.call('GET', `/api/v1/customers?reveal=true&q=${encodeURIComponent(BUYER.name)}`);
  const sold = (await post('/sales', await saleBody(hub, BUYER), { prefer: 'wait=20' })).body;
  await hub.until(`/api/v1/sales/${sold['id']}`, isCompleted);
  const factura = { ...(await saleBody(hub, TRADER)), document_type: 'factura' };
  const faults = `${hub.run().sandboxes['sunat']}/__control/faults`;
  const reject = { operation: 'sendBill', kind: 'reject', code: '2800', match: { series: 'F001' } };
  await fetch(faults, {
    method: 'POST',
    body: JSON.stringify(reject),
    headers: { 'content-type': 'application/json' },
  });
  const refused = (await post('/sales', factura)).body;
  await hub.until(`/api/v1/sales/${refused['id']}`, (sale: Json) => sale['status'] === 'needs_attention');
  const decision = { decision: 'reissue', reason: 'Se corrige al comprador', changes: { customer: TRADER } };
  expect((await post(`/sales/${refused['id']}/decisions`, decision)).status).toBe(202);
  await hub.until(`/api/v1/sales/${refused['id']}`, isCompleted);
}

/** Under load everything dies once: what fails must not be logged with what it held. */
async function everythingDies(): Promise<void> {
  const body = await saleBody(hub, BUYER);
  const selling = Array.from({ length: 12 }, () => post('/sales', body).catch(() => undefined));
  const { pids } = hub.run();
  for (const pid of [pids.postgres, pids.temporal, pids.worker]) if (pid) signal(pid, 'SIGKILL');
  await Promise.all(selling);
  await hub.until('/health/ready', ({ status }) => status === 'ok' || status === 'ready', 60).catch(() => undefined);
  await hub.until(
    '/api/v1/sales?limit=200',
    (list) => (list['data'] ?? []).every((sale: Json) => isCompleted(sale) || sale['status'] === 'cancelled'),
    120,
  );
  await hub.call('PUT', '/api/v1/company/sunat-credentials', {
    environment: 'beta',
    sol_user: 'MODDATOS',
    sol_password: PASSWORDS.sol,
  });
}

beforeAll(async () => {
  folder = dataFolder();
  hub = await startHub(folder, { LOG_LEVEL: 'debug' });
  addStoredSecrets();
  await staffEnters();
  await shopSells();
  await everythingDies();
  hub.command.interrupt();
  await hub.command.ended(60);
}, 300_000);

afterAll(async () => {
  hub.command.interrupt();
  await hub.command.ended(60);
  rmSync(folder, { recursive: true, force: true });
}, 90_000);

test('nothing secret or personal stands in any line of any log, at the most talkative level, also when all dies', () => {
  const files = filesBelow(join(folder, 'logs'));
  expect(files.length).toBeGreaterThanOrEqual(6);
  // The search would find what is there.
  expect(leaksIn(files, { 'no secret': '"msg":"request"' })).not.toEqual([]);
  expect(leaksIn(files, { ...secrets, ...names })).toEqual([]);
});

test('nothing secret or personal stands in what Temporal has stored', () => {
  const files = filesBelow(folder).filter((path) => /temporal\.db/.test(path));
  expect(files.length).toBeGreaterThan(0);
  expect(leaksIn(files, { ...secrets, ...names })).toEqual([]);
});

test('secrets and personal data but names are sealed in the database files', () => {
  const files = filesBelow(join(folder, 'postgres'));
  expect(files.length).toBeGreaterThan(100);
  expect(leaksIn(files, secrets)).toEqual([]);
});
