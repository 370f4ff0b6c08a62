import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { inCompany } from '../../db/tx.ts';
import { addDays, limaDate } from '../../domain/time/lima.ts';
import { createTestHub, makeShop, type TestHub, type TestShop } from '../../test/support/shop.ts';
import { createNote } from '../notes/create-note.ts';
import { nextBatch } from '../summaries/pool.ts';
import { readVoidOptions } from '../voids/read-options.ts';
import { issueSaleDocument } from './issue-sale-document.ts';
import { markSaleCancelled } from './mark-sale-cancelled.ts';
import { prepareReissue } from './prepare-reissue.ts';
import { rebuildDocument } from './rebuild-document.ts';
import { recordSalePayment } from './record-sale-payment.ts';
import { registerContingency } from './register-contingency.ts';
import { reserveSaleStock } from './reserve-sale-stock.ts';

let hub: TestHub;
let shop: TestShop;

beforeAll(async () => {
  hub = await createTestHub();
}, 60_000);
afterAll(() => hub.close());
beforeEach(async () => {
  shop = await makeShop(hub);
});

const BY = { kind: 'user', id: '018f0000-0000-7000-8000-000000000001', requestId: 'decision-1' } as const;
const day = addDays(limaDate(new Date()), -20);
const rows = <Row>(text: string, values: unknown[] = []): Promise<Row[]> =>
  inCompany(hub.orm, shop.companyId, (tx) => tx.sql<Row>(text, values));
const run = (text: string, values: unknown[]) => inCompany(hub.orm, shop.companyId, (tx) => tx.run(text, values));

const register = (change: Record<string, unknown> = {}) =>
  registerContingency(
    hub.deps,
    shop.ctx,
    shop.body({ series: '0001', number: 123, issue_date: day, issue_time: '10:20:30', ...change }),
  );

async function issue(saleId: string) {
  await reserveSaleStock(hub.deps, shop.ctx, { saleId });
  await recordSalePayment(hub.deps, shop.ctx, { saleId });
  const issued = await issueSaleDocument(hub.deps, shop.ctx, { saleId, attempt: 1 });
  if (issued.outcome !== 'issued') throw new Error(issued.outcome);
  return issued.document;
}

async function stand(saleId: string, documentId: string, status: string): Promise<void> {
  await run('update fiscal_document set status = $2 where id = $1', [documentId, status]);
  await run(`update sale set status = 'needs_attention' where id = $1`, [saleId]);
}

describe('a receipt of paper', () => {
  test('is issued with its own series, number and date, and takes no number of any series', async () => {
    const { saleId, sale } = await register();
    expect(sale).toMatchObject({
      ...{ status: 'received', series: '0001' },
      contingency: { number: 123, issue_date: day, issue_time: '10:20:30' },
    });
    const document = await issue(saleId);
    expect(document).toMatchObject({ type: '03', fullNumber: '0001-123', fileName: `${shop.ruc}-03-0001-123` });
    expect(
      await rows(`select to_char(issue_date, 'YYYY-MM-DD') as date, issue_time as time, number from fiscal_document`),
    ).toEqual([{ date: day, time: '10:20:30', number: 123 }]);
    expect(await rows('select 1 from document_series where used')).toEqual([]);
    expect(
      await rows(
        `select to_char(effective_date, 'YYYY-MM-DD') as date, quantity::float from stock_movement where source_id = $1`,
        [saleId],
      ),
    ).toEqual([{ date: day, quantity: -1 }]);
  });

  test('is registered once: while its sale lives, and for ever once it was issued', async () => {
    const first = await register();
    const twice = { code: 'already_exists', issues: [{ pointer: '/number' }] };
    await expect(register()).rejects.toMatchObject(twice);
    await register({ number: 124 });
    await register({ series: '0002' });
    await markSaleCancelled(hub.deps, shop.ctx, { saleId: first.saleId, code: 'cancelled_by_user' });
    const { saleId } = await register();
    const { documentId } = await issue(saleId);
    await run(`update sale set status = 'cancelled' where id = $1`, [saleId]);
    await run(`update fiscal_document set status = 'rejected' where id = $1`, [documentId]);
    await expect(register()).rejects.toMatchObject(twice);
  });

  test('of two requests at once for one number, one is taken', async () => {
    const both = await Promise.allSettled([register(), register()]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await rows('select 1 from sale')).toHaveLength(1);
  });

  test('a factura and a boleta of one number are two receipts', async () => {
    await register();
    const customer = { document_type: '6', document_number: '20131312955', name: 'SUNAT' };
    const { saleId } = await register({ document_type: 'factura', customer });
    expect(await issue(saleId)).toMatchObject({ type: '01', fullNumber: '0001-123' });
  });

  test('refused by SUNAT keeps its number: signed anew, never issued under another one', async () => {
    const { saleId } = await register();
    const { documentId } = await issue(saleId);
    await stand(saleId, documentId, 'rejected');
    await expect(prepareReissue(hub.deps, shop.ctx, { saleId, reason: 'Otro número', by: BY })).rejects.toMatchObject({
      code: 'decision_not_available',
    });
    const rebuilt = await rebuildDocument(hub.deps, shop.ctx, { saleId, documentId, reason: 'De nuevo', by: BY });
    expect(rebuilt).toMatchObject({ outcome: 'rebuilt', document: { fullNumber: '0001-123' } });
  });

  test('goes by itself also where the company tells its boletas by summary', async () => {
    await run(`update company set boleta_mode = 'summary' where id = $1`, [shop.companyId]);
    await issue((await register()).saleId);
    expect(await inCompany(hub.orm, shop.companyId, (tx) => nextBatch(tx, {}))).toBeUndefined();
  });

  test('takes an electronic note, and is voided at any age where the buyer never had it', async () => {
    const { saleId } = await register();
    const { documentId } = await issue(saleId);
    await run(`update fiscal_document set status = 'accepted' where id = $1`, [documentId]);
    await run(`update sale set status = 'completed' where id = $1`, [saleId]);
    const held = await readVoidOptions(hub.deps, shop.ctx, documentId, undefined);
    expect(held.recommended).toMatchObject({ act: 'credit_note' });
    const kept = await readVoidOptions(hub.deps, shop.ctx, documentId, false);
    expect(kept.recommended).toMatchObject({ act: 'daily_summary' });
    const body = { document_id: documentId, reason_code: '01', reason: 'Anulación de la operación' };
    const { noteId } = await createNote(hub.deps, shop.ctx, '07', body);
    expect(await rows('select series from note where id = $1', [noteId])).toEqual([{ series: 'BC01' }]);
  });
});

test('who may not register is told so', async () => {
  await expect(registerContingency(hub.deps, shop.as('sales:create'), shop.body())).rejects.toMatchObject({
    code: 'forbidden',
  });
});
