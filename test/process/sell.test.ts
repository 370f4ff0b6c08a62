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
    // Nothing to show in lists: each change of the search attributes costs the server a task.
    expect(events?.filter((event) => event.upsertWorkflowSearchAttributesEventAttributes)).toEqual([]);
  },
);

test('operators see a sale that waits by its attributes and details, and nothing personal', async () => {
  await sales.fault('sendBill', 'reject', { code: '2017' });
  const sale = await sales.sell('boleta');
  await sale.untilStage('waiting_decision');
  const { typedSearchAttributes, searchAttributes } = await sale.handle.describe();
  const shown = Object.fromEntries(typedSearchAttributes.getAll().map(({ key, value }) => [key.name, value]));
  expect(shown).toMatchObject({
    HubCompany: sales.shop.companyId,
    HubStage: 'waiting_decision',
    HubDocumentType: 'boleta',
    HubAttention: 'document_rejected',
  });
  const details = JSON.stringify(await sale.handle.query('__temporal_workflow_metadata'));
  expect(details).toContain('Espera la decisión de una persona');
  expect(details).toContain('`reissue`');
  for (const personal of ['45678912', 'ROSA'])
    expect(details + JSON.stringify(searchAttributes)).not.toContain(personal);
  expect(await sale.decide('reissue')).toEqual({ accepted: true });
  expect(await sale.result()).toBe('completed');
  const after = (await sale.handle.describe()).typedSearchAttributes.getAll().map(({ key }) => key.name);
  expect(after).not.toContain('HubAttention');
});
