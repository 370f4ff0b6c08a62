import { ApplicationFailure } from '@temporalio/activity';
import { afterAll, beforeAll, beforeEach, describe, expect, test, jest } from '@jest/globals';
import type { HubActivities } from '../../activities/index.ts';
import { inCompany } from '../../db/tx.ts';
import { processContext } from '../../services/context.ts';
import { recordSalePayment } from '../../services/sales/record-sale-payment.ts';
import { reserveSaleStock } from '../../services/sales/reserve-sale-stock.ts';
import { readStock } from './support/read-stock.ts';
import { createSaleHub, type SaleHub, until } from './support/sale-hub.ts';

jest.setTimeout(120_000);

let sales: SaleHub;
let real: HubActivities;

beforeAll(async () => {
  sales = await createSaleHub({
    activities: (activities) => {
      real = activities;
      return activities;
    },
  });
}, 60_000);
afterAll(() => sales.close());
beforeEach(() => sales.replace(real));

const away = async (): Promise<never> => {
  throw new Error('the database is away');
};
const broken = async (): Promise<never> => {
  throw ApplicationFailure.nonRetryable('cannot be done', 'broken');
};

describe('a cancellation before the issue', () => {
  test('undoes stock and payment while a step keeps failing', async () => {
    const before = await readStock(sales.hub, sales.shop);
    sales.replace({ issueDocument: away });
    const sale = await sales.sell();
    await until('paid', async () => (await sale.row()).status === 'paid');
    expect(await sale.cancel('El cliente se fue')).toEqual({ accepted: true });
    expect(await sale.result('cancelled-before-issue')).toBe('cancelled');
    expect((await sale.row()).cancellation?.code).toBe('cancelled_by_user');
    expect(await readStock(sales.hub, sales.shop)).toEqual(before);
    expect(await sale.events()).toEqual(expect.arrayContaining(['stock_released', 'payment_reversed', 'cancelled']));
  });

  test('undoes also what was done by a workflow task that was lost with its worker', async () => {
    const before = await readStock(sales.hub, sales.shop);
    const saleId = await sales.commit();
    const ctx = processContext(sales.shop.companyId, 'lost', 'lost');
    await reserveSaleStock(sales.hub.deps, ctx, { saleId });
    await recordSalePayment(sales.hub.deps, ctx, { saleId });
    sales.replace({ reserveAndPay: away });
    const sale = await sales.start(saleId);
    expect(await sale.cancel('El cliente se fue')).toEqual({ accepted: true });
    expect(await sale.result()).toBe('cancelled');
    expect(await readStock(sales.hub, sales.shop)).toEqual(before);
    expect(await sale.events()).toEqual(expect.arrayContaining(['stock_released', 'payment_reversed', 'cancelled']));
  });

  test('comes too late when the issue has committed, though its answer was lost: the process goes forward', async () => {
    let committed = false;
    sales.replace({
      async issueDocument(step) {
        if (!committed) await real.issueDocument(step);
        committed = true;
        return away();
      },
    });
    const sale = await sales.sell();
    await until('issued', async () => (await sale.row()).status === 'issued');
    const answer = sale.cancel('Tarde');
    sales.replace({ issueDocument: (step) => real.issueDocument(step) });
    expect(await answer).toMatchObject({ accepted: false, code: 'already_issued' });
    expect(await sale.result('cancelled-too-late')).toBe('completed');
    expect(await sale.documents()).toHaveLength(1);
  });

  test('needs a reason', async () => {
    sales.replace({ reserveAndPay: away });
    const sale = await sales.sell();
    await expect(sale.cancel(' ')).rejects.toThrow();
    expect(await sale.cancel('Con motivo')).toEqual({ accepted: true });
    expect(await sale.result()).toBe('cancelled');
  });
});

describe('a failure before the issue', () => {
  test('of a rule cancels the sale with its code', async () => {
    sales.replace({ issueDocument: async () => ({ outcome: 'refused', code: 'certificate_expired', issues: [] }) });
    const sale = await sales.sell();
    expect(await sale.result('issue-refused')).toBe('cancelled');
    expect((await sale.row()).cancellation?.code).toBe('certificate_expired');
  });

  test('that lasts beyond the limit cancels the sale', async () => {
    sales.replace({
      async reserveAndPay({ companyId, saleId }) {
        await reserveSaleStock(sales.hub.deps, processContext(companyId, 'stuck', 'stuck'), { saleId });
        return away();
      },
    });
    const sale = await sales.sell();
    await until('reserved', async () => (await sale.row()).status === 'reserved');
    await sales.time.on(sale.handle);
    expect(await sale.result()).toBe('cancelled');
    expect((await sale.row()).cancellation?.code).toBe('timed_out');
  }, 60_000);
});

describe('a compensation that fails', () => {
  test.each([
    ['retry', 'compensation-retried'],
    ['skip', 'compensation-skipped'],
  ] as const)('waits for a person: %s', async (decision, golden) => {
    sales.replace({ releaseStock: broken, issueDocument: broken });
    const sale = await sales.sell();
    await sale.untilStage('waiting_compensation_decision');
    expect((await sale.row()).status).toBe('needs_attention');
    expect(await sale.attention()).toMatchObject([{ code: 'compensation_failed', options: ['retry', 'skip'] }]);
    expect(await sale.decide('reissue')).toMatchObject({ accepted: false, code: 'decision_not_available' });
    sales.replace({ releaseStock: (step) => real.releaseStock(step) });
    expect(await sale.decide(decision)).toEqual({ accepted: true });
    expect(await sale.result(golden)).toBe('cancelled');
    expect((await sale.row()).status).toBe('cancelled');
    const released = (await sale.events()).includes('stock_released');
    expect(released).toBe(decision === 'retry');
  });
});

test('a sale that lost the race for stock is cancelled with its lines', async () => {
  const shop = await sales.shopOf({ stock: '1' });
  const [one, two] = [await sales.commit({}, shop), await sales.commit({}, shop)];
  const ended = [await (await sales.start(one, shop)).result(), await (await sales.start(two, shop)).result('short')];
  expect(ended.sort()).toEqual(['cancelled', 'completed']);
});

test('a sale that is started twice is sold once', async () => {
  const saleId = await sales.commit();
  const [first] = await Promise.all([sales.start(saleId), sales.start(saleId)]);
  expect(await first.result()).toBe('completed');
  await expect(sales.start(saleId)).rejects.toThrow(/already/i);
  expect(await first.documents()).toHaveLength(1);
  const [count] = await inCompany(sales.hub.orm, sales.shop.companyId, (tx) =>
    tx.sql<{ n: number }>('select count(*)::int as n from stock_movement where source_id = $1', [saleId]),
  );
  expect(count?.n).toBe(1);
});
