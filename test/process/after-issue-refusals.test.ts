import { afterAll, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { ApplicationFailure } from '@temporalio/common';
import type { HubActivities } from '../../activities/index.ts';
import { inCompany } from '../../db/tx.ts';
import { openSunatGate } from '../../services/sunat/open-gate.ts';
import { createSaleHub, type SaleHub, until } from './support/sale-hub.ts';

/** What refuses after a document was issued: the process must stay, and a person be told. */
jest.setTimeout(120_000);

let sales: SaleHub;
let real: HubActivities;
beforeAll(async () => {
  sales = await createSaleHub({ activities: (activities) => (real = activities) });
}, 60_000);
afterAll(() => sales.close());
beforeEach(() => sales.control('DELETE', 'faults'));

test('a reissue for which the series has no number left waits for a person again, and is done when it has', async () => {
  const shop = await sales.shopOf();
  await sales.fault('sendBill', 'reject', { code: '2335', match: { ruc: shop.ruc } });
  const sale = await sales.sell('factura', shop);
  await sale.untilStage('waiting_decision');
  const lastNumber = (number: number) =>
    inCompany(sales.hub.orm, shop.companyId, (tx) =>
      tx.run(`update document_series set next_number = $2 where company_id = $1 and document_type = '01'`, [
        ...[shop.companyId, number],
      ]),
    );
  await lastNumber(100_000_000);
  expect(await sale.decide('reissue')).toEqual({ accepted: true });
  await until('told', async () => (await sale.attention()).some(({ code }) => code === 'series_exhausted'));
  expect(await sale.attention()).toMatchObject([{ code: 'series_exhausted', options: ['reissue', 'cancel_sale'] }]);
  expect((await sale.row()).status).toBe('needs_attention');
  await lastNumber(50);
  await until('asked', async () => (await sale.decide('reissue')).accepted);
  expect(await sale.result()).toBe('completed');
  expect(await sale.documents()).toMatchObject([{ status: 'rejected' }, { number: 50, status: 'accepted' }]);
});

test.each([
  ['refused', async () => ({ outcome: 'invalid', code: 'certificate_expired', issues: [] }) as const],
  ['failed for good', () => Promise.reject(ApplicationFailure.nonRetryable('no', 'decision_not_available'))],
])('a new signature that is %s does not end the process nor make it run in circles', async (_how, rebuildDocument) => {
  sales.relay();
  const shop = await sales.shopOf();
  await sales.fault('sendBill', 'fault', { code: '2325', match: { ruc: shop.ruc } });
  const sale = await sales.sell('factura', shop);
  await sale.untilStage('waiting_gate');
  let tries = 0;
  sales.replace({
    rebuildDocument: () => {
      tries += 1;
      return rebuildDocument();
    },
  });
  await openSunatGate(sales.hub.deps, shop.ctx, { reason: 'Certificado reemplazado' });
  await sale.untilStage('waiting_retry');
  expect(tries).toBe(1);
  sales.replace(real);
  await sales.time.on(sale.handle);
  expect(await sale.result()).toBe('completed');
});

test('a decision that a rule refuses is answered with its code, and the sale goes on waiting', async () => {
  const shop = await sales.shopOf();
  await sales.fault('sendBill', 'reject', { code: '2335', match: { ruc: shop.ruc } });
  const sale = await sales.sell('factura', shop);
  await sale.untilStage('waiting_decision');
  sales.replace({ returnSale: () => Promise.reject(ApplicationFailure.nonRetryable('En vigor', 'document_in_force')) });
  expect(await sale.decide('cancel_sale')).toMatchObject({ accepted: false, code: 'document_in_force' });
  sales.replace(real);
  expect(await sale.decide('cancel_sale')).toEqual({ accepted: true });
  expect(await sale.result()).toBe('cancelled');
});
