import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { issueNoteOver } from './support/note-handle.ts';
import { readStock } from './support/read-stock.ts';
import { createSaleHub, type SaleHandle, type SaleHub } from './support/sale-hub.ts';

jest.setTimeout(120_000);

let sales: SaleHub;

beforeAll(async () => {
  sales = await createSaleHub();
  sales.relay();
}, 60_000);
afterAll(() => sales.close());
beforeEach(async () => {
  await sales.control('DELETE', 'faults');
  sales.loseAnswers(0);
});

const stock = () => readStock(sales.hub, sales.shop);
const documentOf = async (sale: SaleHandle): Promise<string> => (await sale.row()).document_id ?? '';

async function soldAndAccepted(kind: 'factura' | 'boleta' = 'factura'): Promise<string> {
  const sale = await sales.sell(kind);
  expect(await sale.result()).toBe('completed');
  return documentOf(sale);
}

describe('a credit note', () => {
  test('over an accepted factura goes to SUNAT and comes back with its CDR; goods and money are back', async () => {
    const before = await stock();
    const note = await issueNoteOver(sales, await soldAndAccepted());
    expect(await note.result('note-untroubled')).toBe('completed');
    const { status, document, refunds } = await note.view();
    expect({ status, document }).toMatchObject({ status: 'completed', document: { type: '07', status: 'accepted' } });
    expect(refunds).toMatchObject([{ method: 'cash', amount: '18.50' }]);
    expect(await stock()).toEqual(before);
  });

  test('over a boleta goes the same way', async () => {
    const note = await issueNoteOver(sales, await soldAndAccepted('boleta'));
    expect(await note.result()).toBe('completed');
    expect((await note.view()).document?.full_number).toMatch(/^BC01-/);
  });

  test('rejected waits for a person; a reissue takes a new number and moves nothing again', async () => {
    const document = await soldAndAccepted();
    await sales.fault('sendBill', 'reject', { code: '2017' });
    const note = await issueNoteOver(sales, document);
    await note.untilStage('waiting_decision');
    const before = await stock();
    expect((await note.view()).attention).toMatchObject({
      code: 'document_rejected',
      options: ['reissue', 'cancel_note'],
    });
    expect(await note.decide('cancel_sale')).toMatchObject({ accepted: false, code: 'decision_not_available' });
    expect(await note.decide('reissue')).toEqual({ accepted: true });
    expect(await note.result('note-rejected-reissued')).toBe('completed');
    expect((await note.view()).documents.map(({ status }) => status)).toEqual(['rejected', 'accepted']);
    expect(await stock()).toEqual(before);
  });

  test('rejected, then cancelled: what it moved is moved back', async () => {
    const document = await soldAndAccepted();
    const before = await stock();
    await sales.fault('sendBill', 'reject', { code: '2017' });
    const note = await issueNoteOver(sales, document);
    await note.untilStage('waiting_decision');
    expect(await note.decide('cancel_note')).toEqual({ accepted: true });
    expect(await note.result('note-rejected-cancelled')).toBe('cancelled');
    expect(await stock()).toEqual(before);
    expect((await note.view()).refunds).toMatchObject([{ status: 'reversed' }]);
  });

  test('whose answer is lost is asked about, not sent again', async () => {
    const document = await soldAndAccepted();
    sales.loseAnswers(1);
    const note = await issueNoteOver(sales, document);
    expect(await note.result('note-lost-answer')).toBe('completed');
    const { documents } = await sales.control('GET', 'state');
    const number = Number((await note.view()).document?.full_number.split('-')[1]);
    expect(documents.filter((one) => one.series === 'FC01' && one.number === number)).toMatchObject([
      { times_sent: 1 },
    ]);
  });
});

describe('a note over a document that SUNAT has not accepted', () => {
  test('waits without a number and goes on when the relay tells that it is accepted', async () => {
    await sales.fault('sendBill', 'http', { status: 503, times: 6 });
    const sale = await sales.sell('factura');
    await sale.untilStage('waiting_retry', 60_000);
    const note = await issueNoteOver(sales, await documentOf(sale));
    await note.untilStage('waiting_document');
    expect((await note.view()).document).toBeNull();
    await sales.control('DELETE', 'faults');
    await sales.time.on(sale.handle);
    expect(await sale.result()).toBe('completed');
    expect(await note.result('note-waited-for-document')).toBe('completed');
  });

  test('is given up when that document is rejected: a person confirms it', async () => {
    await sales.fault('sendBill', 'http', { status: 503, times: 6 });
    const sale = await sales.sell('factura');
    await sale.untilStage('waiting_retry', 60_000);
    const note = await issueNoteOver(sales, await documentOf(sale));
    await note.untilStage('waiting_document');
    await sales.control('DELETE', 'faults');
    await sales.fault('sendBill', 'reject', { code: '2017' });
    await sales.time.on(sale.handle);
    await sale.untilStage('waiting_decision');
    await sales.time.off(sale.handle);
    await note.untilStage('waiting_decision');
    expect((await note.view()).attention).toMatchObject({ code: 'amended_without_effect', options: ['cancel_note'] });
    expect(await note.decide('cancel_note')).toEqual({ accepted: true });
    expect(await note.result('note-given-up')).toBe('cancelled');
  });
});
