import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { inCompany } from '../../db/tx.ts';
import { createTestHub, makeShop, type TestHub, type TestShop } from '../../test/support/shop.ts';
import { createSale } from './create-sale.ts';
import { issueSaleDocument } from './issue-sale-document.ts';
import { prepareReissue } from './prepare-reissue.ts';
import { getSale } from './read-sales.ts';
import { recordSalePayment } from './record-sale-payment.ts';
import { reserveSaleStock } from './reserve-sale-stock.ts';

let hub: TestHub;
let shop: TestShop;

beforeAll(async () => {
  hub = await createTestHub();
  shop = await makeShop(hub);
}, 60_000);
afterAll(() => hub.close());

const BY = { kind: 'user', id: '018f0000-0000-7000-8000-000000000001', requestId: 'decision-1' } as const;
/** Eight digits that are none of SUNAT's product codes. */
const codeOf = (sunatCode: string | null) =>
  inCompany(hub.orm, shop.companyId, (tx) =>
    tx.run('update product set sunat_code = $2 where id = $1', [shop.coffee.id, sunatCode]),
  );
const warningsOf = async (saleId: string) => (await getSale(hub.deps, shop.ctx, saleId)).warnings;
const UNKNOWN = { pointer: '/lines/0/sunat_code', code: 'unknown_sunat_code', sunat_code: '4332' };

test('what SUNAT would observe is told with the sale and kept, and the document is issued all the same', async () => {
  await codeOf('10000001');
  const { saleId, sale } = await createSale(hub.deps, shop.ctx, shop.body());
  expect(sale.warnings).toMatchObject([UNKNOWN]);
  expect(await warningsOf(saleId)).toEqual(sale.warnings);
  await reserveSaleStock(hub.deps, shop.ctx, { saleId });
  await recordSalePayment(hub.deps, shop.ctx, { saleId });
  expect((await issueSaleDocument(hub.deps, shop.ctx, { saleId, attempt: 1 })).outcome).toBe('issued');
});

test('a reissue that mends it takes the warning away', async () => {
  await codeOf('10000001');
  const { saleId } = await createSale(hub.deps, shop.ctx, shop.body());
  await reserveSaleStock(hub.deps, shop.ctx, { saleId });
  await recordSalePayment(hub.deps, shop.ctx, { saleId });
  const issued = await issueSaleDocument(hub.deps, shop.ctx, { saleId, attempt: 1 });
  if (issued.outcome !== 'issued') throw new Error(issued.outcome);
  await inCompany(hub.orm, shop.companyId, async (tx) => {
    await tx.run(`update fiscal_document set status = 'rejected' where id = $1`, [issued.document.documentId]);
    await tx.run(`update sale set status = 'needs_attention' where id = $1`, [saleId]);
  });
  const changes = { lines: [{ line: 1, sunatCode: '50201706' }] };
  const ready = await prepareReissue(hub.deps, shop.ctx, { saleId, reason: 'Código corregido', by: BY, changes });
  expect(ready).toEqual({ outcome: 'ready', attempt: 2 });
  expect(await warningsOf(saleId)).toEqual([]);
});

test('most sales have nothing to observe', async () => {
  await codeOf(null);
  const { saleId, sale } = await createSale(hub.deps, shop.ctx, shop.body());
  expect([sale.warnings, await warningsOf(saleId)]).toEqual([[], []]);
});
