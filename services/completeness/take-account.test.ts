import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { inCompany } from '../../db/tx.ts';
import { createTestHub, makeShop, type TestHub, type TestShop } from '../../test/support/shop.ts';
import { createSale } from '../sales/create-sale.ts';
import { issueSaleDocument } from '../sales/issue-sale-document.ts';
import { recordSalePayment } from '../sales/record-sale-payment.ts';
import { reserveSaleStock } from '../sales/reserve-sale-stock.ts';
import { getReport } from './read-reports.ts';
import { takeAccount } from './take-account.ts';

let hub: TestHub;
let shop: TestShop;

beforeAll(async () => {
  hub = await createTestHub();
}, 60_000);
afterAll(() => hub.close());
beforeEach(async () => {
  hub.setNow(undefined);
  shop = await makeShop(hub);
});

const rows = <Row>(text: string, values: unknown[] = []): Promise<Row[]> =>
  inCompany(hub.orm, shop.companyId, (tx) => tx.sql<Row>(text, values));
const run = (text: string, values: unknown[] = []) => inCompany(hub.orm, shop.companyId, (tx) => tx.run(text, values));

async function issue(): Promise<string> {
  const { saleId } = await createSale(hub.deps, shop.ctx, shop.body());
  await reserveSaleStock(hub.deps, shop.ctx, { saleId });
  await recordSalePayment(hub.deps, shop.ctx, { saleId });
  const issued = await issueSaleDocument(hub.deps, shop.ctx, { saleId, attempt: 1 });
  if (issued.outcome !== 'issued') throw new Error(issued.outcome);
  return issued.document.documentId;
}
const stand = (documentId: string, status: string) =>
  run('update fiscal_document set status = $2 where id = $1', [documentId, status]);
const take = () => takeAccount(hub.deps, shop.ctx);
const entries = () =>
  rows<{ code: string; open: boolean; detail: string }>(
    `select code, closed_at is null as open, detail from attention where kind = 'completeness' order by created_at, id`,
  );
/** A day later by the clock of the hub; entries take the database's. */
const nextDay = async (): Promise<void> => {
  hub.setNow(new Date(Date.now() + 86_400_000));
};

describe('the daily account', () => {
  test('accounts for every number, by the state of its document', async () => {
    for (const status of ['accepted', 'observed', 'rejected', 'voided', 'pending', 'unknown', 'expired'])
      await stand(await issue(), status);
    await issue();
    const { series, totals } = await take();
    const one = { accepted: 1, observed: 1, rejected: 1, voided: 1, pending: 1, unknown: 1, expired: 1 };
    expect(totals).toEqual({ ...one, issued: 1, sending: 0, test: 0, missing: 0 });
    expect(series).toMatchObject([
      { document_type: '03', series: 'B001', first_number: 1, last_number: 8, counts: one, missing: [] },
    ]);
  });

  test('finds numbers without a document, in the middle and at the end', async () => {
    for (let n = 0; n < 6; n += 1) await stand(await issue(), 'accepted');
    await run('update fiscal_document set number = number + 100 where number in (3, 4, 6)');
    await run('update document_series set next_number = 110 where series = $1', ['B001']);
    const { series, findings } = await take();
    expect(series[0]?.missing).toEqual([
      { from: 3, to: 4 },
      { from: 6, to: 102 },
      { from: 105, to: 105 },
      { from: 107, to: 109 },
    ]);
    expect(series[0]?.counts.missing).toBe(103);
    expect(findings).toMatchObject([{ code: 'numbers_missing', severity: 'critical', count: 103 }]);
    expect((await entries())[0]?.detail).toContain('B001-3..4');
  });

  test('counts what was issued for another environment as tests, and warns of none of them', async () => {
    const document = await issue();
    await run('update fiscal_document set deadline_at = $2 where id = $1', [
      document,
      new Date(Date.now() - 3_600_000),
    ]);
    await run(`update company set sunat_environment = 'production'`);
    const { totals, findings } = await take();
    expect(totals).toMatchObject({ test: 1, issued: 0, missing: 0 });
    expect(findings.map(({ code }) => code)).toEqual(['credentials_missing']);
  });

  test('one entry a code stands open, told anew on another day only, and closed when mended', async () => {
    const [first, second] = [await issue(), await issue()];
    const near = `update fiscal_document set deadline_at = $2 where id = $1`;
    await run(near, [first, new Date(Date.now() + 40 * 3_600_000)]);
    await run(near, [second, new Date(Date.now() + 3_600_000)]);
    expect((await take()).findings.map(({ code }) => code)).toEqual(['documents_at_risk']);
    await take();
    expect(await entries()).toHaveLength(1);
    const told = await rows(`select 1 from outbox where topic = 'attention.opened'`);
    expect(told).toHaveLength(1);
    await nextDay();
    expect((await take()).findings.map(({ code }) => code)).toEqual(['documents_overdue', 'documents_at_risk']);
    await take();
    const after = await entries();
    expect(after.filter(({ open }) => open).map(({ code }) => code)).toEqual(
      expect.arrayContaining(['documents_overdue', 'documents_at_risk']),
    );
    expect(after).toHaveLength(3);
    await stand(first, 'accepted');
    await stand(second, 'observed');
    expect((await take()).findings).toEqual([]);
    expect((await entries()).filter(({ open }) => open)).toEqual([]);
  });

  test('speaks of a certificate near its end and of absent credentials', async () => {
    await stand(await issue(), 'accepted');
    await run('update sunat_certificate set not_after = $1', [new Date(Date.now() + 6 * 86_400_000)]);
    await run(`update company set sunat_environment = 'beta'`);
    expect((await take()).findings.map(({ code }) => code)).toEqual(['certificate_expiring', 'credentials_missing']);
  });

  test('keeps one report a day, which is read back, and none of another company', async () => {
    hub.setNow(new Date('2026-11-25T04:59:59Z'));
    const before = await take();
    hub.setNow(new Date('2026-11-25T05:00:00Z'));
    const first = await take();
    const again = await take();
    expect([before.date, first.date]).toEqual(['2026-11-24', '2026-11-25']);
    expect(again.id).toBe(first.id);
    expect(await getReport(hub.deps, shop.ctx)).toEqual(again);
    expect((await getReport(hub.deps, shop.ctx, '2026-11-24')).id).toBe(before.id);
    await expect(getReport(hub.deps, shop.ctx, '2026-11-20')).rejects.toMatchObject({ code: 'not_found' });
    const other = await makeShop(hub);
    await expect(getReport(hub.deps, other.ctx)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('wants the permission', async () => {
    await expect(takeAccount(hub.deps, shop.as('documents:read'))).rejects.toMatchObject({ code: 'forbidden' });
    await expect(getReport(hub.deps, shop.as('attention:decide'))).rejects.toMatchObject({ code: 'forbidden' });
  });
});
