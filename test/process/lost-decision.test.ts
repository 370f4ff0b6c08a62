import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { createSaleHub, type SaleHub } from './support/sale-hub.ts';

jest.setTimeout(120_000);

let sales: SaleHub;

beforeAll(async () => {
  sales = await createSaleHub();
}, 60_000);
afterAll(() => sales.close());

test('a decision stands in the history before anything is done about it, so that no kill can lose it half done', async () => {
  await sales.fault('sendBill', 'reject', { code: '2800' });
  const sale = await sales.sell();
  await sale.untilStage('waiting_decision');
  expect(await sale.decide('reissue')).toEqual({ accepted: true });
  expect(await sale.result()).toBe('completed');
  const { events } = await sale.handle.fetchHistory();
  const kinds = (events ?? []).map((event) =>
    event.workflowExecutionUpdateAcceptedEventAttributes
      ? 'accepted'
      : event.markerRecordedEventAttributes
        ? 'verb'
        : event.workflowTaskCompletedEventAttributes
          ? 'committed'
          : 'other',
  );
  const since = kinds.slice(kinds.indexOf('accepted'));
  expect(since.slice(0, since.indexOf('verb'))).toContain('committed');
});
