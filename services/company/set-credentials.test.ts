import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { inCompany } from '../../db/tx.ts';
import { createTestHub, makeShop, type TestHub, type TestShop } from '../../test/support/shop.ts';
import { createSale } from '../sales/create-sale.ts';
import { issueSaleDocument } from '../sales/issue-sale-document.ts';
import { recordSalePayment } from '../sales/record-sale-payment.ts';
import { reserveSaleStock } from '../sales/reserve-sale-stock.ts';
import { setCredentials } from './set-credentials.ts';

let hub: TestHub;
let shop: TestShop;
beforeAll(async () => {
  hub = await createTestHub();
  shop = await makeShop(hub);
}, 60_000);
afterAll(() => hub.close());

const access = (environment: 'sandbox' | 'production', sol_password = 'moddatos') =>
  setCredentials(hub.deps, shop.ctx, { environment, sol_user: 'MODDATOS', sol_password });
const documents = (sql: string) =>
  inCompany(hub.orm, shop.companyId, (tx) => tx.run(`update fiscal_document set ${sql}`));

test('a company leaves production only when no document may still be sent there; tests hold nothing up', async () => {
  const sale = await createSale(hub.deps, shop.ctx, shop.body());
  await reserveSaleStock(hub.deps, shop.ctx, sale);
  await recordSalePayment(hub.deps, shop.ctx, sale);
  await issueSaleDocument(hub.deps, shop.ctx, { ...sale, attempt: 1 });
  expect(await access('production')).toMatchObject({ environment: 'production' });
  expect(await access('sandbox')).toMatchObject({ environment: 'sandbox' });
  expect(await access('production')).toMatchObject({ environment: 'production' });
  await documents(`environment = 'production'`);
  for (const status of ['issued', 'sending', 'pending', 'unknown']) {
    await documents(`status = '${status}'`);
    await expect(access('sandbox')).rejects.toMatchObject({ kind: 'conflict', code: 'documents_pending' });
  }
  expect(await access('production', 'otra')).toMatchObject({ environment: 'production' });
  await documents(`deadline_at = now() - interval '1 minute'`);
  expect(await access('sandbox')).toMatchObject({ environment: 'sandbox' });
  await access('production');
  await documents(`deadline_at = now() + interval '1 day', status = 'accepted'`);
  expect(await access('sandbox')).toMatchObject({ environment: 'sandbox' });
});
