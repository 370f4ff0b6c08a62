import { afterAll, beforeAll, expect, test, jest } from '@jest/globals';
import { createSaleHub, type SaleHub } from './support/sale-hub.ts';

jest.setTimeout(120_000);

let sales: SaleHub;

beforeAll(async () => {
  sales = await createSaleHub();
}, 60_000);
afterAll(() => sales.close());

test.each(['boleta', 'factura'] as const)(
  'an untroubled %s is completed with its CDR in at most 3 normal activities and 30 events',
  async (kind) => {
    const sale = await sales.sell(kind);
    expect(await sale.result(`${kind}-untroubled`)).toBe('completed');
    expect((await sale.row()).status).toBe('completed');
    expect(await sale.documents()).toMatchObject([{ status: 'accepted', sunat_code: '0', evidence: 'cdr' }]);
    expect(await sale.events()).toEqual([
      'received',
      'stock_reserved',
      'payment_recorded',
      'document_issued',
      'document_sent',
      'document_accepted',
      'completed',
    ]);
    const { events } = await sale.handle.fetchHistory();
    const scheduled = events?.filter((event) => event.activityTaskScheduledEventAttributes) ?? [];
    expect(scheduled.length).toBeLessThanOrEqual(3);
    expect(events?.length).toBeLessThanOrEqual(30);
  },
);
