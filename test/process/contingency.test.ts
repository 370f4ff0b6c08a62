import { afterAll, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { addDays, limaDate } from '../../domain/time/lima.ts';
import { registerContingency } from '../../services/sales/register-contingency.ts';
import { issueNoteOver } from './support/note-handle.ts';
import { readStock } from './support/read-stock.ts';
import { createSaleHub, type SaleHub } from './support/sale-hub.ts';
import { voidDocument } from './support/void-handle.ts';

jest.setTimeout(120_000);

let sales: SaleHub;

beforeAll(async () => {
  sales = await createSaleHub();
  sales.relay();
}, 60_000);
afterAll(() => sales.close());
beforeEach(async () => {
  await sales.control('DELETE', 'faults');
});

const FACTURA = {
  document_type: 'factura',
  customer: { document_type: '6', document_number: '20131312955', name: 'SUNAT' },
};

async function register(kind: 'factura' | 'boleta', number: number) {
  const { hub, shop } = sales;
  const body = shop.body({
    ...(kind === 'factura' ? FACTURA : {}),
    ...{ series: '0001', number, issue_date: addDays(limaDate(new Date()), -30) },
  });
  const { saleId } = await registerContingency(hub.deps, shop.ctx, body);
  return sales.start(saleId, shop, kind);
}

test.each(['factura', 'boleta'] as const)(
  'a %s of paper, weeks after its issue, goes the way of any sale to its CDR, and takes a note',
  async (kind) => {
    const before = await readStock(sales.hub, sales.shop);
    const sale = await register(kind, 123);
    expect(await sale.result()).toBe('completed');
    expect(await sale.documents()).toMatchObject([
      { status: 'accepted', series: '0001', number: 123, evidence: 'cdr' },
    ]);
    expect(await sale.events()).toEqual([
      'received',
      'stock_reserved',
      'payment_recorded',
      'document_issued',
      'document_sent',
      'document_accepted',
      'completed',
    ]);
    const note = await issueNoteOver(sales, (await sale.row()).document_id ?? '');
    expect(await note.result()).toBe('completed');
    expect((await note.view()).document?.full_number).toMatch(kind === 'factura' ? /^FC01-/ : /^BC01-/);
    expect(await readStock(sales.hub, sales.shop)).toEqual(before);
  },
);

test.each(['factura', 'boleta'] as const)('a %s of paper that nobody was given is voided weeks later', async (kind) => {
  const sale = await register(kind, 300);
  expect(await sale.result()).toBe('completed');
  const voiding = await voidDocument(sales, (await sale.row()).document_id ?? '');
  expect(await voiding.result()).toBe('completed');
  expect(await sale.documents()).toMatchObject([{ status: 'voided', number: 300 }]);
});

test('refused by SUNAT it waits for a person, who has it signed anew under the number of its paper', async () => {
  await sales.fault('sendBill', 'reject', { code: '3207' });
  const sale = await register('boleta', 200);
  await sale.untilStage('waiting_decision');
  expect(await sale.attention()).toMatchObject([{ code: 'document_rejected', options: ['rebuild', 'cancel_sale'] }]);
  await sales.control('DELETE', 'faults');
  expect(await sale.decide('reissue')).toMatchObject({ accepted: false });
  expect(await sale.decide('rebuild')).toEqual({ accepted: true });
  expect(await sale.result()).toBe('completed');
  expect(await sale.documents()).toMatchObject([{ status: 'accepted', number: 200, file_version: 2 }]);
});
