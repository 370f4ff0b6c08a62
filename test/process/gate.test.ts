import { afterAll, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import pg from 'pg';
import { inCompany } from '../../db/tx.ts';
import { openSunatGate } from '../../services/sunat/open-gate.ts';
import type { TestShop } from '../support/shop.ts';
import { createSaleHub, type SaleHandle, type SaleHub, until } from './support/sale-hub.ts';

jest.setTimeout(120_000);

let sales: SaleHub;

beforeAll(async () => {
  sales = await createSaleHub();
}, 60_000);
afterAll(() => sales.close());
beforeEach(() => sales.control('DELETE', 'faults'));

const rows = <Row>(shop: TestShop, text: string): Promise<Row[]> =>
  inCompany(sales.hub.orm, shop.companyId, (tx) => tx.sql<Row>(text, [shop.companyId]));

const openEntries = (shop: TestShop) =>
  rows<{ code: string; subject_id: string }>(
    shop,
    'select code, subject_id from attention where company_id = $1 and closed_at is null',
  );

const several = (count: number, shop: TestShop): Promise<SaleHandle[]> =>
  Promise.all(Array.from({ length: count }, () => sales.sell('boleta', shop)));

test('a sale behind a closed gate looks for itself after half an hour, without any signal', async () => {
  const shop = await sales.shopOf();
  await sales.fault('sendBill', 'fault', { code: '0102', match: { ruc: shop.ruc } });
  const sale = await sales.sell('boleta', shop);
  await sale.untilStage('waiting_gate');
  await inCompany(sales.hub.orm, shop.companyId, (tx) =>
    tx.run(`update sunat_gate set state = 'open' where company_id = $1`, [shop.companyId]),
  );
  await sales.time.on(sale.handle);
  expect(await sale.result('gate-fallback')).toBe('completed');
});

test('a wrong password closes the gate of its company only, with one entry; mended, all waiting sales go through', async () => {
  sales.relay();
  const [shop, other] = [await sales.shopOf(), await sales.shopOf()];
  await sales.fault('sendBill', 'fault', { code: '0102', match: { ruc: shop.ruc } });
  const first = await sales.sell('boleta', shop);
  await first.untilStage('waiting_gate');
  const waiting = await several(4, shop);
  for (const sale of waiting) await sale.untilStage('waiting_gate');
  expect(await Promise.all(waiting.map((sale) => sale.documents()))).toMatchObject(
    waiting.map(() => [{ status: 'pending' }]),
  );
  expect((await first.row()).status).toBe('issued');
  expect(await openEntries(shop)).toEqual([{ code: 'sunat_configuration', subject_id: shop.companyId }]);
  expect(await (await sales.sell('boleta', other)).result()).toBe('completed');

  expect(await openSunatGate(sales.hub.deps, shop.ctx, { reason: 'Clave SOL corregida' })).toBe(true);
  expect(await openSunatGate(sales.hub.deps, shop.ctx)).toBe(false);
  expect(await first.result('gate-closed-and-mended')).toBe('completed');
  for (const sale of waiting) expect(await sale.result()).toBe('completed');
  expect(await openEntries(shop)).toEqual([]);
});

test('a refused certificate that was replaced signs the same number anew', async () => {
  sales.relay();
  const shop = await sales.shopOf();
  await sales.fault('sendBill', 'fault', { code: '2325', match: { ruc: shop.ruc } });
  const sale = await sales.sell('factura', shop);
  await sale.untilStage('waiting_gate');
  await openSunatGate(sales.hub.deps, shop.ctx, { reason: 'Certificado reemplazado' });
  expect(await sale.result('certificate-replaced')).toBe('completed');
  expect(await sale.documents()).toMatchObject([{ status: 'accepted', number: 1, file_version: 2 }]);
});

test('when SUNAT fails for everyone the breaker opens, sales wait as rows, and the oldest is the probe', async () => {
  sales.relay();
  const shop = await sales.shopOf();
  await sales.fault('sendBill', 'fault', { code: '0109', times: 1_000_000, match: { ruc: shop.ruc } });
  const endpoint = `${sales.sandbox.url}/ol-ti-itcpfegem/billService`;
  const open = await several(12, shop);
  await until('open', async () => sales.breakers.state(endpoint) === 'open');
  const late = await sales.sell('factura', shop);
  await late.untilStage('waiting_gate');
  expect((await late.submissions()).filter(({ outcome }) => outcome !== 'waiting')).toEqual([]);
  await sales.control('DELETE', 'faults');
  for (const sale of [...open, late]) expect(await sale.result()).toBe('completed');
  expect(await late.result('breaker-open')).toBe('completed');
  await until('shared', async () => {
    const [row] = await rows<{ state: string }>(shop, `select state from breaker where $1::uuid is not null`);
    return row?.state === 'closed';
  });
});

test('credentials that vanished after the issue close the gate without a call to SUNAT', async () => {
  sales.relay();
  const shop = await sales.shopOf();
  await sales.fault('sendBill', 'fault', { code: '0102', match: { ruc: shop.ruc } });
  const sale = await sales.sell('boleta', shop);
  await sale.untilStage('waiting_gate');
  await asSuperuser('delete from sunat_credentials where company_id = $1', [shop.companyId]);
  await openSunatGate(sales.hub.deps, shop.ctx);
  const gate = () => rows<{ code: string | null }>(shop, 'select code from sunat_gate where company_id = $1');
  await until('closed again', async () => (await gate())[0]?.code === 'credentials_missing');
  const { requests } = await sales.control('GET', 'state');
  expect(requests.filter(({ name }) => name.startsWith(shop.ruc))).toHaveLength(1);
  await sale.handle.terminate();
});

async function asSuperuser(text: string, values: unknown[]): Promise<void> {
  const client = new pg.Client({ connectionString: sales.hub.database.superUrl });
  await client.connect();
  await client.query(text, values);
  await client.end();
}
