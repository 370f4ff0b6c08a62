import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { inCompany } from '../../db/tx.ts';
import { createTestHub, makeShop, stubbornly, type TestHub, type TestShop } from '../../test/support/shop.ts';
import { createSale } from '../sales/create-sale.ts';
import { issueSaleDocument } from '../sales/issue-sale-document.ts';
import { recordSalePayment } from '../sales/record-sale-payment.ts';
import { reserveSaleStock } from '../sales/reserve-sale-stock.ts';
import { cancelNote } from './cancel-note.ts';
import { createNote } from './create-note.ts';
import { issueNote } from './issue-note.ts';
import { prepareNoteReissue } from './prepare-note-reissue.ts';
import { getNote, listNotes } from './read-notes.ts';

let hub: TestHub;
let shop: TestShop;

beforeAll(async () => {
  hub = await createTestHub();
  shop = await makeShop(hub);
}, 60_000);
afterAll(() => hub.close());

const BY = { kind: 'user', id: '018f0000-0000-7000-8000-000000000001', requestId: 'decision-1' } as const;
const rows = <Row>(text: string, values: unknown[] = []): Promise<Row[]> =>
  inCompany(hub.orm, shop.companyId, (tx) => tx.sql<Row>(text, values));
const run = (text: string, values: unknown[]) => inCompany(hub.orm, shop.companyId, (tx) => tx.run(text, values));

const FACTURA = {
  document_type: 'factura',
  customer: { document_type: '6', document_number: '20131312955', name: 'SUNAT' },
};

/** A factura over ten coffees (185.00), paid in cash and by transfer, as SUNAT left it. */
async function sold(status = 'accepted', change: Record<string, unknown> = {}): Promise<string> {
  const { saleId } = await createSale(
    hub.deps,
    shop.ctx,
    shop.body({
      ...FACTURA,
      lines: [{ sku: 'CAFE-250', quantity: '10' }],
      payments: [
        { method: 'cash', amount: '100.00' },
        { method: 'transfer', amount: '85.00' },
      ],
      ...change,
    }),
  );
  await reserveSaleStock(hub.deps, shop.ctx, { saleId });
  await recordSalePayment(hub.deps, shop.ctx, { saleId });
  const issued = await issueSaleDocument(hub.deps, shop.ctx, { saleId, attempt: 1 });
  if (issued.outcome !== 'issued') throw new Error(issued.outcome);
  await run('update fiscal_document set status = $2 where id = $1', [issued.document.documentId, status]);
  return issued.document.documentId;
}

const create = (documentId: string, change: Record<string, unknown> = {}) =>
  createNote(hub.deps, shop.ctx, '07', {
    ...{ document_id: documentId, reason_code: '01', reason: 'Anulación de la operación' },
    ...change,
  });
const issue = ({ noteId }: { noteId: string }, attempt = 1) => issueNote(hub.deps, shop.ctx, { noteId, attempt });
const view = ({ noteId }: { noteId: string }) => getNote(hub.deps, shop.ctx, { kind: '07', id: noteId });
const onHand = async () =>
  (await rows<{ on_hand: string }>('select on_hand from stock_level where product_id = $1', [shop.coffee.id]))[0]
    ?.on_hand;
const part = (quantity: string) => ({ reason_code: '07', lines: [{ line: 1, quantity }] });

describe('a credit note over an accepted factura', () => {
  test('brings goods and money back once, also when it runs twice', async () => {
    const document = await sold();
    const before = Number(await onHand());
    const note = await create(document, part('4'));
    const first = await issue(note);
    expect(first).toMatchObject({ outcome: 'issued', document: { type: '07', fullNumber: 'FC01-1' } });
    expect(await issue(note)).toEqual(first);
    expect(Number(await onHand())).toBe(before + 4);
    const shown = await view(note);
    expect(shown).toMatchObject({ status: 'issued', effects: 'both', totals: { total: '74.00' } });
    expect(shown.refunds.map(({ method, amount, status }) => [method, amount, status])).toEqual([
      ['cash', '40.00', 'recorded'],
      ['transfer', '34.00', 'recorded'],
    ]);
  });

  test('all notes together give back what was paid, to the cent', async () => {
    const document = await sold();
    for (const quantity of ['3', '3', '3', '1']) await issue(await create(document, part(quantity)));
    const refunds = await rows<{ method: string; sum: string }>(
      `select r.method, sum(r.amount) from refund r join note n on n.id = r.note_id
        where n.amended_id = $1 group by 1 order by 1`,
      [document],
    );
    expect(refunds).toEqual([
      { method: 'cash', sum: '100.00' },
      { method: 'transfer', sum: '85.00' },
    ]);
    await expect(create(document)).rejects.toMatchObject({ kind: 'invalid', issues: [{ sunatCode: '3286' }] });
  });

  test('on a sale on credit the debt shrinks before money goes back', async () => {
    const instalments = [{ amount: '100.00', due_date: '2099-01-01' }];
    const payments = [{ method: 'cash', amount: '85.00' }];
    const document = await sold('accepted', { payments, payment_terms: { type: 'credit', instalments } });
    const first = await create(document, part('5'));
    await issue(first);
    expect((await view(first)).refunds).toEqual([]);
    const second = await create(document, part('5'));
    await issue(second);
    expect((await view(second)).refunds).toMatchObject([{ method: 'cash', amount: '85.00' }]);
  });

  test('many at once never take more than is left', async () => {
    const document = await sold();
    const made = await Promise.allSettled(
      Array.from({ length: 8 }, () => stubbornly(() => create(document, part('3')))),
    );
    expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    const refused = made.filter((one) => one.status === 'rejected');
    for (const { reason } of refused)
      expect(reason).toMatchObject({ kind: 'invalid', issues: [{ pointer: '/lines/0/quantity' }] });
    const taken = made.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    await Promise.all(taken.map((note) => stubbornly(() => issue(note))));
    const [sum] = await rows<{ total: string }>('select sum(total) as total from note where amended_id = $1', [
      document,
    ]);
    expect(sum?.total).toBe('166.50');
  });
});

describe('what SUNAT has not accepted', () => {
  test('is waited for: no number is taken and nothing moves', async () => {
    const document = await sold('unknown');
    const before = await onHand();
    const note = await create(document);
    expect((await view(note)).warnings).toMatchObject([{ code: 'document_not_accepted_yet', sunat_code: '2119' }]);
    for (let time = 0; time < 2; time++) expect(await issue(note)).toMatchObject({ outcome: 'waiting' });
    expect(await onHand()).toBe(before);
    expect((await view(note)).document).toBeNull();
    await run(`update fiscal_document set status = 'accepted' where id = $1`, [document]);
    expect(await issue(note)).toMatchObject({ outcome: 'issued' });
  });

  test('cannot be amended when it was rejected, before and after the note was taken on', async () => {
    const rejected = await sold('rejected');
    await expect(create(rejected)).rejects.toMatchObject({ kind: 'conflict', code: 'document_rejected' });
    const document = await sold('pending');
    const note = await create(document);
    await run(`update fiscal_document set status = 'rejected' where id = $1`, [document]);
    expect(await issue(note)).toEqual({ outcome: 'pointless' });
  });
});

describe('a note without effect', () => {
  const refuse = async (noteId: string) => {
    await run(`update fiscal_document set status = 'rejected' where source_id = $1`, [noteId]);
    await run(`update note set status = 'needs_attention' where id = $1`, [noteId]);
  };

  test('is reissued under a new number and moves nothing again', async () => {
    const note = await create(await sold(), part('2'));
    await issue(note);
    const before = await onHand();
    await refuse(note.noteId);
    const replaces = (await view(note)).document?.id ?? '';
    const decision = { ...note, replaces, reason: 'Otra vez', by: BY };
    for (let time = 0; time < 2; time++)
      expect(await prepareNoteReissue(hub.deps, shop.ctx, decision)).toEqual({ outcome: 'ready', attempt: 2 });
    expect(await issue(note, 2)).toMatchObject({ outcome: 'issued' });
    expect(await onHand()).toBe(before);
    const shown = await view(note);
    expect(shown.documents.map(({ status }) => status)).toEqual(['rejected', 'issued']);
    expect(shown.refunds).toHaveLength(2);
  });

  test('is cancelled: goods leave again, the money stays, and what it took is free', async () => {
    const document = await sold();
    const before = await onHand();
    const note = await create(document);
    await issue(note);
    await expect(cancelNote(hub.deps, shop.ctx, { ...note, reason: 'No', by: BY })).rejects.toMatchObject({
      code: 'decision_not_available',
    });
    await refuse(note.noteId);
    for (let time = 0; time < 2; time++)
      await cancelNote(hub.deps, shop.ctx, { ...note, reason: 'No procede', by: BY });
    expect(await onHand()).toBe(before);
    const shown = await view(note);
    expect(shown).toMatchObject({ status: 'cancelled', cancellation: { code: 'document_rejected' } });
    expect(shown.refunds.map(({ status }) => status)).toEqual(['reversed', 'reversed']);
    await expect(create(document)).resolves.toBeDefined();
  });
});

describe('what a request may say', () => {
  test.each<[string, Record<string, unknown>, string, string]>([
    ['an unknown document', { document_id: '018f0000-0000-7000-8000-000000000009' }, '/document_id', 'not_found'],
    ['an unknown reason', { reason_code: '99' }, '/reason_code', 'unknown_reason_code'],
    ['a foreign series', { series: 'FC99' }, '/series', 'not_found'],
    ['the series of boletas', { series: 'BC01' }, '/series', 'series_of_other_type'],
    [
      'a line that is not there',
      { reason_code: '07', lines: [{ line: 9, quantity: '1' }] },
      '/lines/0/line',
      'unknown_line',
    ],
    [
      'stock without goods',
      { reason_code: '04', amount: '1.00', effects: 'stock' },
      '/effects',
      'effects_without_goods',
    ],
  ])('%s is refused at its place', async (_name, change, pointer, code) => {
    const document = await sold();
    await expect(create(document, change)).rejects.toMatchObject({ kind: 'invalid', issues: [{ pointer, code }] });
  });

  test('a note is not amended by a note', async () => {
    const note = await create(await sold(), part('1'));
    await issue(note);
    const issues = [{ pointer: '/document_id', code: 'not_amendable' }];
    await expect(create((await view(note)).document?.id ?? '')).rejects.toMatchObject({ issues });
  });

  test('a debit note moves nothing and is found in its own list', async () => {
    const document = await sold();
    const before = await onHand();
    const body = { document_id: document, reason_code: '02', reason: 'Aumento en el valor', amount: '10.00' };
    const made = await createNote(hub.deps, shop.ctx, '08', body);
    expect(await issue(made)).toMatchObject({ outcome: 'issued', document: { type: '08', fullNumber: 'FD01-1' } });
    expect(await onHand()).toBe(before);
    const page = await listNotes(hub.deps, shop.ctx, { kind: '08' }, { limit: 10, after: null });
    expect(page.rows).toMatchObject([{ id: made.noteId, type: 'debit_note', refunds: [] }]);
  });
});
