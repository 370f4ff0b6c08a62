import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { inCompany } from '../../db/tx.ts';
import { requestVoid } from '../../services/voids/request-void.ts';
import { issueNoteOver } from './support/note-handle.ts';
import { readStock } from './support/read-stock.ts';
import { createSaleHub, type SaleHandle, type SaleHub, until } from './support/sale-hub.ts';
import { voidDocument } from './support/void-handle.ts';

jest.setTimeout(120_000);

let sales: SaleHub;

beforeAll(async () => {
  sales = await createSaleHub();
}, 60_000);
afterAll(() => sales.close());
beforeEach(async () => {
  await sales.control('DELETE', 'faults');
  sales.loseAnswers(0);
});

const stock = () => readStock(sales.hub, sales.shop);
const rows = <Row>(text: string, values: unknown[] = []): Promise<Row[]> =>
  inCompany(sales.hub.orm, sales.shop.companyId, (tx) => tx.sql<Row>(text, values));
const statusOf = async (documentId: string): Promise<string | undefined> =>
  (await rows<{ status: string }>('select status from fiscal_document where id = $1', [documentId]))[0]?.status;

interface Sold {
  readonly sale: SaleHandle;
  readonly documentId: string;
}

async function sold(kind: 'factura' | 'boleta' = 'factura'): Promise<Sold> {
  const sale = await sales.sell(kind);
  expect(await sale.result()).toBe('completed');
  return { sale, documentId: (await sale.row()).document_id ?? '' };
}

/** Voided at SUNAT and in the shop: sale cancelled, goods back once, payment reversed. */
async function expectUndone({ sale, documentId }: Sold): Promise<void> {
  expect(await statusOf(documentId)).toBe('voided');
  expect(await sale.row()).toMatchObject({ status: 'cancelled', cancellation: { code: 'document_voided' } });
  const saleId = sale.saleId;
  expect(await rows('select status from payment where sale_id = $1', [saleId])).toEqual([{ status: 'reversed' }]);
  const back = `select 1 from stock_movement where kind = 'sale_cancelled' and source_id = $1`;
  expect(await rows(back, [saleId])).toHaveLength(1);
}

describe('the voiding of a document that the buyer does not have', () => {
  test('a factura goes by RA; goods and money are back, the sale is cancelled', async () => {
    const before = await stock();
    const one = await sold();
    const voiding = await voidDocument(sales, one.documentId);
    expect(await voiding.result('void-factura')).toBe('completed');
    const details = JSON.stringify(await voiding.handle.query('__temporal_workflow_metadata'));
    expect(details).toMatch(/El comprobante quedó anulado.*RA-\d{8}-\d+/);
    await expectUndone(one);
    expect(await stock()).toEqual(before);
    expect((await voiding.view()).files).toMatchObject([{ name: expect.stringMatching(/^RA-/), status: 'accepted' }]);
  });

  test('a boleta goes by a summary with status 3', async () => {
    const one = await sold('boleta');
    const voiding = await voidDocument(sales, one.documentId);
    expect(await voiding.result('void-boleta')).toBe('completed');
    await expectUndone(one);
    expect((await voiding.view()).files).toMatchObject([{ name: expect.stringMatching(/^RC-/) }]);
  });

  test('a credit note goes the same way: what it moved is moved back, and the document can be amended anew', async () => {
    const { documentId } = await sold();
    const before = await stock();
    const note = await issueNoteOver(sales, documentId);
    expect(await note.result()).toBe('completed');
    const noteDocument = (await note.view()).document?.id ?? '';
    const voiding = await voidDocument(sales, noteDocument);
    expect(await voiding.result('void-note')).toBe('completed');
    expect(await stock()).toEqual(before);
    expect(await note.view()).toMatchObject({ status: 'cancelled', refunds: [{ status: 'reversed' }] });
    expect(await (await issueNoteOver(sales, documentId)).result()).toBe('completed');
  });

  test('waits while SUNAT works on the ticket', async () => {
    const one = await sold();
    await sales.fault('getStatus', 'ticket_pending', { times: 4 });
    const voiding = await voidDocument(sales, one.documentId);
    await until('pending', async () => (await voiding.view()).files[0]?.status === 'pending');
    await expect(
      requestVoid(sales.hub.deps, sales.shop.ctx, one.documentId, { reason: 'Otra vez' }),
    ).rejects.toMatchObject({ code: 'void_in_progress' });
    await sales.time.on(voiding.handle);
    expect(await voiding.result('void-waited')).toBe('completed');
    await expectUndone(one);
  });
});

describe('a voiding whose answer is lost', () => {
  test('of a factura is found out by the document itself: one file, voided once', async () => {
    const one = await sold();
    sales.loseAnswers(1);
    const voiding = await voidDocument(sales, one.documentId);
    await until('lost', async () => (await voiding.view()).files[0]?.status !== 'issued');
    await sales.time.on(voiding.handle);
    expect(await voiding.result('void-lost-answer')).toBe('completed');
    await expectUndone(one);
    expect((await voiding.view()).files).toHaveLength(1);
  });
});

describe('a voiding that SUNAT rejects', () => {
  test('waits for a person; tried again it goes in a new file', async () => {
    const one = await sold();
    await sales.fault('sendSummary', 'reject', { code: '2375' });
    const voiding = await voidDocument(sales, one.documentId);
    await voiding.untilStatus('needs_attention');
    const { attention } = await voiding.view();
    expect(attention).toMatchObject({ code: 'void_rejected', options: ['retry', 'credit_note', 'cancel_void'] });
    expect(attention?.detail).toContain('2375');
    expect(await statusOf(one.documentId)).toBe('accepted');
    expect(await voiding.decide('retry')).toEqual({ accepted: true });
    expect(await voiding.result('void-rejected-retried')).toBe('completed');
    await expectUndone(one);
    expect((await voiding.view()).files.map(({ status }) => status)).toEqual(['rejected', 'accepted']);
  });

  test('is replaced by a credit note where a person says so', async () => {
    const { documentId } = await sold();
    await sales.fault('sendSummary', 'reject', { code: '2957' });
    const voiding = await voidDocument(sales, documentId);
    await voiding.untilStatus('needs_attention');
    expect(await voiding.decide('credit_note')).toEqual({ accepted: true });
    expect(await voiding.result('void-replaced')).toBe('replaced');
    expect(await voiding.view()).toMatchObject({ status: 'replaced', note_id: expect.any(String), attention: null });
    expect(await statusOf(documentId)).toBe('accepted');
    const wake = `select 1 from outbox o join note n on n.id = o.subject_id where o.topic = 'note.start' and n.amended_id = $1`;
    expect(await rows(wake, [documentId])).toHaveLength(1);
  });

  test('because it is voided there already is taken as done where a person says so', async () => {
    const one = await sold();
    await sales.fault('sendSummary', 'reject', { code: '2323' });
    const voiding = await voidDocument(sales, one.documentId);
    await voiding.untilStatus('needs_attention');
    expect((await voiding.view()).attention?.options[0]).toBe('accept_as_is');
    expect(await voiding.decide('accept_as_is')).toEqual({ accepted: true });
    expect(await voiding.result('void-done-already')).toBe('completed');
    await expectUndone(one);
  });

  test('given up, the document stands', async () => {
    const one = await sold('boleta');
    await sales.fault('sendSummary', 'reject', { code: '2375' });
    const voiding = await voidDocument(sales, one.documentId);
    await voiding.untilStatus('needs_attention');
    expect(await voiding.decide('cancel_void')).toEqual({ accepted: true });
    expect(await voiding.result('void-given-up')).toBe('cancelled');
    expect((await one.sale.row()).status).toBe('completed');
  });
});

test('what an API that died left behind is started by the relay', async () => {
  sales.relay();
  const one = await sold();
  const body = { reason: 'Pedido duplicado', delivered_to_buyer: false };
  await requestVoid(sales.hub.deps, sales.shop.ctx, one.documentId, body);
  await until('cancelled', async () => (await one.sale.row()).status === 'cancelled', 30_000);
  await expectUndone(one);
});
