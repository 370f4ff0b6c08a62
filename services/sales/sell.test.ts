import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { inCompany } from '../../db/tx.ts';
import { createTestHub, makeShop, type TestHub, type TestShop } from '../../test/support/shop.ts';
import { cancelUnstarted } from './cancel-unstarted.ts';
import { createSale } from './create-sale.ts';
import { issueSaleDocument } from './issue-sale-document.ts';
import { markSaleCancelled } from './mark-sale-cancelled.ts';
import { prepareReissue } from './prepare-reissue.ts';
import { rebuildDocument } from './rebuild-document.ts';
import { recordSalePayment } from './record-sale-payment.ts';
import { releaseSaleStock } from './release-sale-stock.ts';
import { reserveSaleStock } from './reserve-sale-stock.ts';
import { returnIssuedSale } from './return-issued-sale.ts';
import { reverseSalePayment } from './reverse-sale-payment.ts';

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

const sell = async (change: Record<string, unknown> = {}): Promise<{ saleId: string }> => {
  const { saleId } = await createSale(hub.deps, shop.ctx, shop.body(change));
  return { saleId };
};
interface Level {
  readonly on_hand: string;
  readonly reserved: string;
}
const level = async () =>
  (await rows<Level>('select on_hand, reserved from stock_level where product_id = $1', [shop.coffee.id]))[0];
const statusOf = async ({ saleId }: { saleId: string }) =>
  (await rows<{ status: string }>('select status from sale where id = $1', [saleId]))[0]?.status;

async function issued(): Promise<{ saleId: string; documentId: string; fullNumber: string }> {
  const sale = await sell();
  await reserveSaleStock(hub.deps, shop.ctx, sale);
  await recordSalePayment(hub.deps, shop.ctx, sale);
  const outcome = await issueSaleDocument(hub.deps, shop.ctx, { ...sale, attempt: 1 });
  if (outcome.outcome !== 'issued') throw new Error(outcome.outcome);
  const { documentId, fullNumber } = outcome.document;
  return { ...sale, documentId, fullNumber };
}

async function stand(saleId: string, documentId: string, status: string): Promise<void> {
  await run('update fiscal_document set status = $2 where id = $1', [documentId, status]);
  await run(`update sale set status = 'needs_attention' where id = $1`, [saleId]);
}

describe('each step of a sale', () => {
  test('is done once, also when it runs twice', async () => {
    const before = await level();
    const sale = await sell({
      lines: [{ sku: 'CAFE-250', quantity: '2' }],
      payments: [{ method: 'cash', amount: '37.00', tendered: '40' }],
    });
    for (let time = 0; time < 2; time++)
      expect(await reserveSaleStock(hub.deps, shop.ctx, sale)).toEqual({ outcome: 'reserved' });
    for (let time = 0; time < 2; time++)
      expect(await recordSalePayment(hub.deps, shop.ctx, sale)).toEqual({ outcome: 'recorded' });
    const first = await issueSaleDocument(hub.deps, shop.ctx, { ...sale, attempt: 1 });
    expect(await issueSaleDocument(hub.deps, shop.ctx, { ...sale, attempt: 1 })).toEqual(first);
    expect(first).toMatchObject({ outcome: 'issued', document: { type: '03' } });
    expect(await level()).toEqual({ ...before, on_hand: (Number(before?.on_hand) - 2).toFixed(6) });
    expect(await rows('select 1 from stock_movement where source_id = $1', [sale.saleId])).toHaveLength(1);
  });

  test('refuses to go out of order', async () => {
    const sale = await sell();
    await expect(recordSalePayment(hub.deps, shop.ctx, sale)).rejects.toMatchObject({ code: 'sale_not_reserved' });
    await expect(issueSaleDocument(hub.deps, shop.ctx, { ...sale, attempt: 1 })).rejects.toMatchObject({
      code: 'sale_not_paid',
    });
    await expect(issueSaleDocument(hub.deps, shop.ctx, { ...sale, attempt: 2 })).rejects.toMatchObject({
      code: 'attempt_out_of_order',
    });
  });

  test('leaves a trace and an audit row with each change', async () => {
    const { saleId } = await issued();
    const audit = await rows<{ action: string }>('select action from audit where entity_id = $1 order by at', [saleId]);
    expect(audit.map((row) => row.action)).toEqual(['sale.create', 'sale.reserve', 'sale.pay', 'sale.issue']);
  });

  test('asks for every permission itself, not only in the route', async () => {
    const sale = await sell();
    const nobody = shop.as();
    for (const verb of [
      () => createSale(hub.deps, nobody, shop.body()),
      () => reserveSaleStock(hub.deps, nobody, sale),
      () => issueSaleDocument(hub.deps, nobody, { ...sale, attempt: 1 }),
      () => markSaleCancelled(hub.deps, nobody, { ...sale, code: 'x' }),
      () => returnIssuedSale(hub.deps, nobody, { ...sale, reason: 'x', by: BY }),
      () => prepareReissue(hub.deps, nobody, { ...sale, reason: 'x', by: BY }),
    ])
      await expect(verb()).rejects.toMatchObject({ kind: 'forbidden' });
  });
});

describe('before issue', () => {
  test('compensations undo stock and payment in any order, once, and do nothing where there is nothing', async () => {
    const before = await level();
    const sale = await sell();
    await releaseSaleStock(hub.deps, shop.ctx, sale);
    await reverseSalePayment(hub.deps, shop.ctx, sale);
    await reserveSaleStock(hub.deps, shop.ctx, sale);
    await recordSalePayment(hub.deps, shop.ctx, sale);
    for (let time = 0; time < 2; time++) {
      await reverseSalePayment(hub.deps, shop.ctx, sale);
      await releaseSaleStock(hub.deps, shop.ctx, sale);
      expect(await markSaleCancelled(hub.deps, shop.ctx, { ...sale, code: 'cancelled_by_user', by: BY })).toEqual({
        outcome: 'cancelled',
      });
    }
    expect(await level()).toEqual(before);
    expect(await rows('select status from payment where sale_id = $1', [sale.saleId])).toEqual([
      { status: 'reversed' },
    ]);
    expect(await issueSaleDocument(hub.deps, shop.ctx, { ...sale, attempt: 1 })).toEqual({ outcome: 'cancelled' });
    expect(await reserveSaleStock(hub.deps, shop.ctx, sale)).toEqual({ outcome: 'cancelled' });
  });

  test('cancelling and issuing at once leaves one winner', async () => {
    for (let round = 0; round < 5; round++) {
      const sale = await sell();
      await reserveSaleStock(hub.deps, shop.ctx, sale);
      await recordSalePayment(hub.deps, shop.ctx, sale);
      const [cancelled, document] = await Promise.all([
        markSaleCancelled(hub.deps, shop.ctx, { ...sale, code: 'cancelled_by_user' }),
        issueSaleDocument(hub.deps, shop.ctx, { ...sale, attempt: 1 }),
      ]);
      const won = cancelled.outcome === 'cancelled';
      expect(document.outcome).toBe(won ? 'cancelled' : 'issued');
      expect(await statusOf(sale)).toBe(won ? 'cancelled' : 'issued');
      if (won) await releaseSaleStock(hub.deps, shop.ctx, sale);
    }
  });

  test('a sale whose process never started is cancelled by itself', async () => {
    const sale = await sell();
    await cancelUnstarted(hub.deps, shop.ctx, { ...sale, reason: 'El cliente se fue' });
    expect(await statusOf(sale)).toBe('cancelled');
  });

  test('what SUNAT would refuse on the day of issue is refused then too, without a number', async () => {
    const sale = await sell();
    await reserveSaleStock(hub.deps, shop.ctx, sale);
    await recordSalePayment(hub.deps, shop.ctx, sale);
    const [before] = await rows(`select next_number from document_series where series = 'B001'`);
    hub.setNow(new Date(Date.now() + 400 * 86_400_000));
    const outcome = await issueSaleDocument(hub.deps, shop.ctx, { ...sale, attempt: 1 });
    hub.setNow(undefined);
    expect(outcome).toMatchObject({ outcome: 'refused', code: 'invalid_document' });
    expect(outcome.outcome === 'refused' && outcome.issues.map((issue) => issue.sunatCode)).toContain('2327');
    expect(await rows(`select next_number from document_series where series = 'B001'`)).toEqual([before]);
  });
});

describe('after issue', () => {
  test('a document in force is neither reissued nor taken back', async () => {
    const { saleId } = await issued();
    await run(`update sale set status = 'needs_attention' where id = $1`, [saleId]);
    await expect(returnIssuedSale(hub.deps, shop.ctx, { saleId, reason: 'x', by: BY })).rejects.toMatchObject({
      code: 'document_in_force',
    });
    await expect(prepareReissue(hub.deps, shop.ctx, { saleId, reason: 'x', by: BY })).rejects.toMatchObject({
      code: 'document_in_force',
    });
  });

  test('a reissue takes the next number and moves neither stock nor money again', async () => {
    const { saleId, documentId } = await issued();
    await stand(saleId, documentId, 'expired');
    const before = await level();
    const input = { saleId, reason: 'Venció', by: BY, changes: { lines: [{ line: 1, igvAffectation: '20' }] } };
    const ready = await prepareReissue(hub.deps, shop.ctx, input);
    expect(ready).toEqual({ outcome: 'ready', attempt: 2 });
    expect(await prepareReissue(hub.deps, shop.ctx, input)).toEqual(ready);
    const outcome = await issueSaleDocument(hub.deps, shop.ctx, { saleId, attempt: 2 });
    expect(await issueSaleDocument(hub.deps, shop.ctx, { saleId, attempt: 2 })).toEqual(outcome);
    expect(outcome.outcome).toBe('issued');
    // A process that lost both steps with its worker says again what it replaces.
    expect(await prepareReissue(hub.deps, shop.ctx, { ...input, replaces: documentId })).toEqual(ready);
    expect(await level()).toEqual(before);
    const [sale] = await rows<{ totals: Record<string, string> }>('select totals from sale where id = $1', [saleId]);
    expect(sale?.totals).toMatchObject({ exempt: '18.50', taxable: '0.00', total: '18.50' });
  });

  test('giving a sold line away by a reissue is refused: money would change', async () => {
    const { saleId, documentId } = await issued();
    await stand(saleId, documentId, 'rejected');
    const changes = { lines: [{ line: 1, igvAffectation: '11' }] };
    expect(await prepareReissue(hub.deps, shop.ctx, { saleId, reason: 'x', by: BY, changes })).toMatchObject({
      outcome: 'invalid',
      code: 'reissue_changes_goods_or_money',
    });
    const unknown = { lines: [{ line: 7, description: 'Otra' }] };
    expect(await prepareReissue(hub.deps, shop.ctx, { saleId, reason: 'x', by: BY, changes: unknown })).toMatchObject({
      issues: [{ pointer: '/changes/lines/0/line', code: 'not_found' }],
    });
  });

  test('a rebuild keeps number and date, makes a new file version and keeps the old bytes', async () => {
    const { saleId, documentId, fullNumber } = await issued();
    await stand(saleId, documentId, 'pending');
    await run(`update company set name = 'TIENDA CORREGIDA S.A.C.' where id = $1`, [shop.companyId]);
    const input = { saleId, documentId, reason: 'Se corrigió la razón social', by: BY };
    const rebuilt = await rebuildDocument(hub.deps, shop.ctx, input);
    expect(rebuilt).toMatchObject({ outcome: 'rebuilt', document: { documentId, fullNumber } });
    expect(await rebuildDocument(hub.deps, shop.ctx, input)).toEqual(rebuilt);
    const files = await rows<{ file_version: number; sha256: string }>(
      'select file_version, sha256 from document_file where document_id = $1 order by file_version',
      [documentId],
    );
    expect(files.map((file) => file.file_version)).toEqual([1, 2]);
    expect(files[0]?.sha256).not.toBe(files[1]?.sha256);
    expect(await statusOf({ saleId })).toBe('issued');
  });

  test('a cancelled rejection brings stock back at the cost at which it left, once', async () => {
    const before = await level();
    const { saleId, documentId } = await issued();
    await stand(saleId, documentId, 'rejected');
    for (let time = 0; time < 2; time++)
      await returnIssuedSale(hub.deps, shop.ctx, { saleId, reason: 'Sin arreglo', by: BY });
    expect(await level()).toEqual(before);
    const moves = await rows('select kind, quantity, unit_cost from stock_movement where source_id = $1 order by id', [
      saleId,
    ]);
    expect(moves).toEqual([
      { kind: 'sale', quantity: '-1.000000', unit_cost: '10.0000000000' },
      { kind: 'sale_cancelled', quantity: '1.000000', unit_cost: '10.0000000000' },
    ]);
    const [audit] = await rows(
      `select actor_kind, actor_id, request_id, reason from audit where entity_id = $1 and action = 'sale.cancel'`,
      [saleId],
    );
    expect(audit).toEqual({ actor_kind: 'user', actor_id: BY.id, request_id: BY.requestId, reason: 'Sin arreglo' });
  });
});
