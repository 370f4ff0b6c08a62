import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { inCompany } from '../../db/tx.ts';
import { HubError } from '../../domain/errors.ts';
import { createTestHub, makeShop, type TestHub, type TestShop } from '../../test/support/shop.ts';
import { createSale } from './create-sale.ts';
import { issueSaleDocument } from './issue-sale-document.ts';
import { recordSalePayment } from './record-sale-payment.ts';
import { reserveSaleStock } from './reserve-sale-stock.ts';

let hub: TestHub;
let shop: TestShop;

beforeAll(async () => {
  hub = await createTestHub();
  shop = await makeShop(hub);
}, 60_000);
afterAll(() => hub.close());

const rows = <Row>(text: string, values: unknown[] = []): Promise<Row[]> =>
  inCompany(hub.orm, shop.companyId, (tx) => tx.sql<Row>(text, values));

async function refused(body: Record<string, unknown>): Promise<HubError> {
  try {
    await createSale(hub.deps, shop.ctx, body);
  } catch (error) {
    if (error instanceof HubError) return error;
    throw error;
  }
  throw new Error('The sale was taken');
}

describe('a boleta', () => {
  test('is reserved, paid and issued with stock moved once, also when each step runs twice', async () => {
    const { saleId } = await createSale(
      hub.deps,
      shop.ctx,
      shop.body({
        lines: [{ sku: 'CAFE-250', quantity: '2' }],
        payments: [{ method: 'cash', amount: '37.00', tendered: '40' }],
      }),
    );
    for (const _ of [1, 2])
      expect(await reserveSaleStock(hub.deps, shop.ctx, { saleId })).toEqual({ outcome: 'reserved' });
    for (const _ of [1, 2])
      expect(await recordSalePayment(hub.deps, shop.ctx, { saleId })).toEqual({ outcome: 'recorded' });
    const first = await issueSaleDocument(hub.deps, shop.ctx, { saleId, attempt: 1 });
    const again = await issueSaleDocument(hub.deps, shop.ctx, { saleId, attempt: 1 });
    expect(first).toEqual(again);
    expect(first).toMatchObject({ outcome: 'issued', document: { type: '03', fullNumber: 'B001-1' } });
    const [level] = await rows<Record<string, string>>(
      'select on_hand, reserved from stock_level where product_id = $1',
      [shop.coffee.id],
    );
    expect(level).toEqual({ on_hand: '998.000000', reserved: '0.000000' });
  });

  test('names every faulty field of a request at once', async () => {
    const error = await refused(
      shop.body({
        customer: { document_type: '1', document_number: '123', name: 'ROSA' },
        payments: [{ method: 'cash', amount: '0.01' }],
      }),
    );
    expect(error.issues.map((issue) => issue.pointer)).toEqual(['/customer/document_number', '/payments']);
  });
});
