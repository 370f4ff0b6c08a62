import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { inCompany } from '../../db/tx.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { createTestHub, makeShop, type TestHub, type TestShop } from '../../test/support/shop.ts';
import { createNote } from '../notes/create-note.ts';
import { issueNote } from '../notes/issue-note.ts';
import { createSale } from '../sales/create-sale.ts';
import { issueSaleDocument } from '../sales/issue-sale-document.ts';
import { recordSalePayment } from '../sales/record-sale-payment.ts';
import { reserveSaleStock } from '../sales/reserve-sale-stock.ts';
import { applyVoid } from './apply-void.ts';
import { decideVoid } from './decide-void.ts';
import { issueVoid } from './issue-void.ts';
import { readVoidOptions } from './read-options.ts';
import { getLastVoid, getVoid } from './read-voids.ts';
import { requestVoid } from './request-void.ts';
import { standVoidStill } from './stand-void-still.ts';

let hub: TestHub;
let shop: TestShop;

beforeAll(async () => {
  hub = await createTestHub();
}, 60_000);
afterAll(() => hub.close());
beforeEach(async () => {
  hub.setNow(undefined);
  shop = await makeShop(hub);
});

const rows = <Row>(text: string, values: unknown[] = []): Promise<Row[]> =>
  inCompany(hub.orm, shop.companyId, (tx) => tx.sql<Row>(text, values));
const run = (text: string, values: unknown[] = []) => inCompany(hub.orm, shop.companyId, (tx) => tx.run(text, values));

const BY = { kind: 'user', id: uuidv7(), requestId: 'decision' } as const;
const FACTURA = {
  document_type: 'factura',
  customer: { document_type: '6', document_number: '20131312955', name: 'SUNAT' },
};
const UNDELIVERED = { reason: 'Pedido duplicado', delivered_to_buyer: false };

const stand = (documentId: string, status: string) =>
  run('update fiscal_document set status = $2 where id = $1', [documentId, status]);

async function sold(change: Record<string, unknown> = {}, status = 'accepted') {
  const { saleId } = await createSale(hub.deps, shop.ctx, shop.body(change));
  await reserveSaleStock(hub.deps, shop.ctx, { saleId });
  await recordSalePayment(hub.deps, shop.ctx, { saleId });
  const issued = await issueSaleDocument(hub.deps, shop.ctx, { saleId, attempt: 1 });
  if (issued.outcome !== 'issued') throw new Error(issued.outcome);
  const { documentId } = issued.document;
  await stand(documentId, status);
  await run(`update sale set status = 'completed' where id = $1`, [saleId]);
  return { saleId, documentId };
}

async function noteOver(
  documentId: string,
  change: Record<string, unknown> = {},
): Promise<{ noteId: string; documentId: string }> {
  const body = { document_id: documentId, reason_code: '01', reason: 'Anulación', effects: 'both', ...change };
  const { noteId } = await createNote(hub.deps, shop.ctx, '07', body);
  const issued = await issueNote(hub.deps, shop.ctx, { noteId, attempt: 1 });
  if (issued.outcome !== 'issued') throw new Error(issued.outcome);
  await stand(issued.document.documentId, 'accepted');
  await run(`update note set status = 'completed' where id = $1`, [noteId]);
  return { noteId, documentId: issued.document.documentId };
}

const request = (documentId: string, body: Record<string, unknown> = UNDELIVERED) =>
  requestVoid(hub.deps, shop.ctx, documentId, body);
async function voiding(documentId: string): Promise<string> {
  const requested = await request(documentId);
  if (requested.act === 'credit_note') throw new Error('a credit note');
  return requested.voidId;
}
const coffee = async () =>
  (
    await rows<{ on_hand: string; average_cost: string }>(
      'select on_hand, average_cost from stock_level where product_id = $1',
      [shop.coffee.id],
    )
  )[0];
const paid = (saleId: string) => rows<{ status: string }>('select status from payment where sale_id = $1', [saleId]);

describe('the act that a request comes to', () => {
  test('is a credit note where the buyer has the document, which the shop’s own counter takes for granted', async () => {
    const { documentId } = await sold();
    const requested = await request(documentId, { reason: 'Devuelve todo', reason_code: '06' });
    expect(requested.act).toBe('credit_note');
    const [note] = await rows(`select kind, reason_code, effects, status from note where amended_id = $1`, [
      documentId,
    ]);
    expect(note).toEqual({ kind: '07', reason_code: '06', effects: 'both', status: 'received' });
    await expect(request(documentId)).rejects.toMatchObject({ code: 'document_has_notes' });
  });

  test('is an RA for a factura that the buyer does not have, a summary for a boleta', async () => {
    const [factura, boleta] = [await sold(FACTURA), await sold()];
    expect((await request(factura.documentId)).act).toBe('voided_documents');
    expect((await request(boleta.documentId)).act).toBe('daily_summary');
    expect(await getLastVoid(hub.deps, shop.ctx, boleta.documentId)).toMatchObject({
      status: 'received',
      act: 'daily_summary',
      workflow_id: `${shop.companyId}/void/${boleta.documentId}`,
      files: [],
    });
  });

  test('is told before, with the same recommendation', async () => {
    const { documentId } = await sold(FACTURA);
    const options = await readVoidOptions(hub.deps, shop.ctx, documentId);
    expect(options).toMatchObject({ delivered_to_buyer: true, recommended: { act: 'credit_note', reason_code: '01' } });
    expect(await readVoidOptions(hub.deps, shop.ctx, documentId, false)).toMatchObject({
      recommended: { act: 'voided_documents', deadline: expect.stringMatching(/T04:59:59.000Z$/) },
    });
  });

  test('takes a document that was mailed as delivered, whatever the channel', async () => {
    const { documentId } = await sold({ channel: 'web' });
    const delivered = async () => (await readVoidOptions(hub.deps, shop.ctx, documentId)).delivered_to_buyer;
    expect(await delivered()).toBe(false);
    await run(
      `insert into mail_delivery (id, company_id, document_id, recipient, request_id, status)
       values ($1, $2, $3, '\\x00', 'r', 'sent')`,
      [uuidv7(), shop.companyId, documentId],
    );
    expect(await delivered()).toBe(true);
  });

  test('is a credit note from the eighth day on, to the second', async () => {
    const { documentId } = await sold(FACTURA);
    const { recommended } = await readVoidOptions(hub.deps, shop.ctx, documentId, false);
    const end = new Date(recommended?.deadline ?? '');
    hub.setNow(end);
    expect((await readVoidOptions(hub.deps, shop.ctx, documentId, false)).recommended?.act).toBe('voided_documents');
    hub.setNow(new Date(end.getTime() + 1000));
    expect((await readVoidOptions(hub.deps, shop.ctx, documentId, false)).recommended?.act).toBe('credit_note');
  });

  test('none where SUNAT never took the document, or has not answered', async () => {
    for (const [status, code] of [
      ['rejected', 'document_rejected'],
      ['expired', 'document_expired'],
      ['voided', 'document_voided'],
      ['unknown', 'document_not_accepted'],
      ['pending', 'document_not_accepted'],
    ] as const) {
      const { documentId } = await sold({}, status);
      await expect(request(documentId)).rejects.toMatchObject({ kind: 'conflict', code });
    }
  });

  test('asks for its fields', async () => {
    const { documentId } = await sold(FACTURA);
    const issues = (body: Record<string, unknown>) =>
      request(documentId, body).then(
        () => [],
        ({ issues: found }: { issues: { pointer: string }[] }) => found.map(({ pointer }) => pointer),
      );
    expect(await issues({})).toEqual(['/reason']);
    expect(await issues({ reason: 'x' })).toEqual(['/reason']);
    expect(await issues({ reason: 'Motivo', delivered_to_buyer: 'no' })).toEqual(['/delivered_to_buyer']);
    expect(await issues({ ...UNDELIVERED, reason_code: '01' })).toEqual(['/reason_code']);
    expect(await issues({ reason: 'Motivo', reason_code: '07' })).toEqual(['/reason_code']);
  });

  test('wants the permission, and the company’s own document', async () => {
    const { documentId } = await sold(FACTURA);
    const without = shop.as('documents:read', 'notes:create');
    await expect(requestVoid(hub.deps, without, documentId, UNDELIVERED)).rejects.toMatchObject({ code: 'forbidden' });
    const other = await makeShop(hub);
    await expect(requestVoid(hub.deps, other.ctx, documentId, UNDELIVERED)).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(readVoidOptions(hub.deps, other.ctx, documentId)).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('notes and voids over one document', () => {
  test('keep each other out, also when they come at once', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { documentId } = await sold(FACTURA);
      const body = { document_id: documentId, reason_code: '01', reason: 'Anulación' };
      const both = await Promise.allSettled([
        request(documentId),
        createNote(hub.deps, shop.ctx, '07', body),
        request(documentId),
      ]);
      const refused = both.flatMap((one) => (one.status === 'rejected' ? [String(one.reason.code)] : []));
      expect(refused).toHaveLength(2);
      for (const code of refused) expect(['void_in_progress', 'document_has_notes']).toContain(code);
    }
  });

  test('a document is voided once its notes are', async () => {
    const { documentId, saleId } = await sold(FACTURA);
    const before = await coffee();
    const note = await noteOver(documentId);
    await expect(request(documentId)).rejects.toMatchObject({ code: 'document_has_notes' });
    const noteVoid = await voiding(note.documentId);
    await stand(note.documentId, 'voided');
    await applyVoid(hub.deps, shop.ctx, { voidId: noteVoid });
    expect(await rows('select status from note where id = $1', [note.noteId])).toEqual([{ status: 'cancelled' }]);
    expect(await rows('select status from refund where note_id = $1', [note.noteId])).toEqual([{ status: 'reversed' }]);
    expect((await coffee())?.on_hand).toBe(before?.on_hand);
    const saleVoid = await voiding(documentId);
    await stand(documentId, 'voided');
    await applyVoid(hub.deps, shop.ctx, { voidId: saleVoid });
    expect(await rows('select status from sale where id = $1', [saleId])).toEqual([{ status: 'cancelled' }]);
    expect((await coffee())?.on_hand).toBe('1000.000000');
  });
});

describe('what a void moves', () => {
  test('goods at the cost at which they left, and money, once; the sale is cancelled', async () => {
    const before = await coffee();
    const { saleId, documentId } = await sold();
    const voidId = await voiding(documentId);
    await expect(applyVoid(hub.deps, shop.ctx, { voidId })).rejects.toMatchObject({ code: 'document_in_force' });
    await stand(documentId, 'voided');
    await Promise.all([1, 2, 3].map(() => applyVoid(hub.deps, shop.ctx, { voidId })));
    expect(await coffee()).toEqual(before);
    expect(await paid(saleId)).toEqual([{ status: 'reversed' }]);
    const moved = await rows<{ kind: string; unit_cost: string }>(
      'select kind, unit_cost from stock_movement where source_id = $1',
      [saleId],
    );
    expect(moved.map(({ kind }) => kind).toSorted()).toEqual(['sale', 'sale_cancelled']);
    expect(new Set(moved.map(({ unit_cost }) => unit_cost)).size).toBe(1);
    const [sale] = await rows('select status, cancellation from sale where id = $1', [saleId]);
    expect(sale).toMatchObject({ status: 'cancelled', cancellation: { code: 'document_voided' } });
    expect(await getVoid(hub.deps, shop.ctx, voidId)).toMatchObject({ status: 'completed' });
  });

  test('waits for a person where a voided credit note’s goods have been sold again', async () => {
    const { documentId } = await sold();
    const note = await noteOver(documentId);
    const voidId = await voiding(note.documentId);
    await stand(note.documentId, 'voided');
    await run('update stock_level set on_hand = 0 where product_id = $1', [shop.coffee.id]);
    await expect(applyVoid(hub.deps, shop.ctx, { voidId })).rejects.toMatchObject({ code: 'insufficient_stock' });
    const options = await standVoidStill(hub.deps, shop.ctx, {
      voidId,
      code: 'void_effects_blocked',
      detail: 'Falta.',
    });
    expect(options).toEqual(['retry']);
    await run('update stock_level set on_hand = 5 where product_id = $1', [shop.coffee.id]);
    await decideVoid(hub.deps, shop.ctx, { voidId, decision: 'retry', reason: 'Ajustado', by: BY });
    expect(await issueVoid(hub.deps, shop.ctx, { voidId })).toEqual({ outcome: 'voided' });
    await applyVoid(hub.deps, shop.ctx, { voidId });
    expect((await coffee())?.on_hand).toBe('4.000000');
  });
});

describe('the file that voids', () => {
  test('is made once, run as often as it may be', async () => {
    const { documentId } = await sold(FACTURA);
    const voidId = await voiding(documentId);
    const first = await issueVoid(hub.deps, shop.ctx, { voidId });
    expect(first).toMatchObject({ outcome: 'issued', file: { kind: 'RA', lines: 1 } });
    expect(await issueVoid(hub.deps, shop.ctx, { voidId })).toEqual(first);
    expect(await getVoid(hub.deps, shop.ctx, voidId)).toMatchObject({
      status: 'sending',
      files: [{ status: 'issued' }],
    });
  });

  test('is not made after the seventh day: a person chooses the credit note', async () => {
    const { documentId } = await sold(FACTURA);
    const voidId = await voiding(documentId);
    hub.setNow(new Date(Date.now() + 9 * 86_400_000));
    const refused = await issueVoid(hub.deps, shop.ctx, { voidId });
    expect(refused).toMatchObject({ outcome: 'refused', code: 'void_out_of_time' });
    const code = 'void_out_of_time';
    expect(await standVoidStill(hub.deps, shop.ctx, { voidId, code, detail: 'Tarde.' })).toEqual([
      'credit_note',
      'cancel_void',
    ]);
    hub.setNow(undefined);
    const decision = { voidId, decision: 'credit_note', reason: 'Con nota', by: BY } as const;
    await decideVoid(hub.deps, shop.ctx, decision);
    await decideVoid(hub.deps, shop.ctx, decision);
    const view = await getVoid(hub.deps, shop.ctx, voidId);
    expect(view).toMatchObject({ status: 'replaced', note_id: expect.any(String), attention: null });
    expect(await rows('select 1 from note where amended_id = $1', [documentId])).toHaveLength(1);
    expect(await issueVoid(hub.deps, shop.ctx, { voidId })).toEqual({ outcome: 'over', status: 'replaced' });
  });

  test('given up, the document stands and may be voided anew or amended', async () => {
    const { documentId } = await sold(FACTURA);
    const voidId = await voiding(documentId);
    await standVoidStill(hub.deps, shop.ctx, { voidId, code: 'void_refused', detail: 'Sin certificado.' });
    const cancel = { voidId, decision: 'cancel_void', reason: 'Se queda', by: BY } as const;
    await expect(decideVoid(hub.deps, shop.as('documents:read'), cancel)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(decideVoid(hub.deps, shop.ctx, { ...cancel, decision: 'accept_as_is' })).rejects.toMatchObject({
      code: 'decision_not_available',
      message: expect.stringContaining('retry, credit_note, cancel_void'),
    });
    await decideVoid(hub.deps, shop.ctx, cancel);
    expect(await getVoid(hub.deps, shop.ctx, voidId)).toMatchObject({ status: 'cancelled' });
    expect(await voiding(documentId)).not.toBe(voidId);
  });
});
