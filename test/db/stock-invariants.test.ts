import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { inCompany } from '../../db/tx.ts';
import { HubError } from '../../domain/errors.ts';
import { createSale } from '../../services/sales/create-sale.ts';
import { issueSaleDocument } from '../../services/sales/issue-sale-document.ts';
import { markSaleCancelled } from '../../services/sales/mark-sale-cancelled.ts';
import { recordSalePayment } from '../../services/sales/record-sale-payment.ts';
import { releaseSaleStock } from '../../services/sales/release-sale-stock.ts';
import { reserveSaleStock } from '../../services/sales/reserve-sale-stock.ts';
import { reverseSalePayment } from '../../services/sales/reverse-sale-payment.ts';
import { adjustStock } from '../../services/stock/adjust-stock.ts';
import { createTestHub, makeShop, type TestHub, type TestShop } from '../support/shop.ts';

let hub: TestHub;

beforeAll(async () => {
  hub = await createTestHub();
}, 60_000);
afterAll(() => hub.close());

const step = fc.oneof(
  fc.record({ kind: fc.constant('sell' as const), quantity: fc.integer({ min: 1, max: 6 }) }),
  fc.record({ kind: fc.constant('adjust' as const), quantity: fc.integer({ min: -5, max: 5 }) }),
  fc.record({
    kind: fc.constantFrom('reserve' as const, 'pay' as const, 'issue' as const, 'cancel' as const),
    which: fc.nat(5),
  }),
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** One command; what the hub refuses is part of the story. */
async function perform(shop: TestShop, sales: string[], command: Step): Promise<void> {
  const { deps } = hub;
  if (command.kind === 'sell') {
    const amount = (18.5 * command.quantity).toFixed(2);
    const lines = [{ sku: 'CAFE-250', quantity: String(command.quantity) }];
    const sold = await createSale(deps, shop.ctx, shop.body({ lines, payments: [{ method: 'cash', amount }] }));
    sales.push(sold.saleId);
    return;
  }
  if (command.kind === 'adjust') {
    const lines = [{ product_id: shop.coffee.id, quantity: String(command.quantity) }];
    await adjustStock(deps, shop.ctx, { warehouse_id: shop.warehouseId, reason_code: 'count', note: 'Conteo', lines });
    return;
  }
  const saleId = sales[command.which % Math.max(1, sales.length)];
  if (saleId === undefined) return;
  if (command.kind === 'reserve') await reserveSaleStock(deps, shop.ctx, { saleId });
  if (command.kind === 'pay') await recordSalePayment(deps, shop.ctx, { saleId });
  if (command.kind === 'issue') await issueSaleDocument(deps, shop.ctx, { saleId, attempt: 1 });
  if (command.kind !== 'cancel') return;
  const { outcome } = await markSaleCancelled(deps, shop.ctx, { saleId, code: 'cancelled_by_user' });
  if (outcome === 'already_issued') return;
  await reverseSalePayment(deps, shop.ctx, { saleId });
  await releaseSaleStock(deps, shop.ctx, { saleId });
}

interface Truth {
  readonly on_hand: string;
  readonly moved: string;
  readonly reserved: string;
  readonly held: string;
}

async function truthOf(shop: TestShop): Promise<{ stock: Truth; numbers: number[]; orphans: number }> {
  return inCompany(hub.orm, shop.companyId, async (tx) => {
    const [stock] = await tx.sql<Truth>(
      `select on_hand, reserved,
              (select coalesce(sum(quantity), 0) from stock_movement where product_id = s.product_id)::numeric(18,6) as moved,
              (select coalesce(sum(quantity), 0) from reservation where product_id = s.product_id and status = 'held')::numeric(18,6) as held
         from stock_level s where product_id = $1`,
      [shop.coffee.id],
    );
    const numbers = await tx.sql<{ number: number }>('select number from fiscal_document order by number');
    const [orphans] = await tx.sql<{ count: string }>(
      `select count(*) from sale s where (status = 'issued') <> exists (select from fiscal_document d where d.sale_id = s.id)`,
    );
    if (!stock) throw new Error('no stock level');
    return { stock, numbers: numbers.map((row) => row.number), orphans: Number(orphans?.count) };
  });
}

test('whatever the order of steps: on hand is the sum of the kardex, reserved that of held reservations, numbers have no gap', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
      const shop = await makeShop(hub, { stock: '10' });
      const sales: string[] = [];
      for (const command of steps) {
        await perform(shop, sales, command).catch((error: unknown) => {
          if (!(error instanceof HubError)) throw error;
        });
      }
      const { stock, numbers, orphans } = await truthOf(shop);
      expect([stock.on_hand, stock.reserved, orphans]).toEqual([stock.moved, stock.held, 0]);
      expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    }),
    { numRuns: 25, endOnFailure: true },
  );
}, 120_000);
