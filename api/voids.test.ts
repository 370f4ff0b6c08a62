import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { inCompany } from '../db/tx.ts';
import { uuidv7 } from '../platform/ids.ts';
import { processContext } from '../services/context.ts';
import { createSaleWaiter } from '../services/sales/wait-for-sale.ts';
import { standVoidStill } from '../services/voids/stand-void-still.ts';
import { voidWorkflowId as serviceWorkflowId } from '../services/voids/void-workflow-id.ts';
import { type Counter, openCounter } from '../test/support/counter.ts';
import { type MessageResult, voidWorkflowId } from '../workflows/void-document/contract.ts';

/** The voiding of documents and the daily account over HTTP; nothing goes to SUNAT. */
let counter: Counter;

beforeAll(async () => {
  counter = await openCounter();
  const [establishment] = (await counter.shop.get('/establishments')).body.data;
  const series = { document_type: '07', series: 'BC01', establishment_id: establishment.id, next_number: 1 };
  expect((await counter.shop.post('/series', series)).status).toBe(201);
}, 60_000);
afterAll(() => counter.api.close());

const run = (text: string, values: unknown[]) =>
  inCompany(counter.api.deps.services.orm, counter.shop.id, (tx) => tx.run(text, values));

/** A boleta and where SUNAT left it. */
async function sold(status = 'accepted'): Promise<string> {
  const sale = await counter.shop.post('/sales', counter.body());
  expect(sale.status).toBe(202);
  const { id } = sale.body.document;
  await run('update fiscal_document set status = $2 where id = $1', [id, status]);
  await run(`update sale set status = 'completed' where id = $1`, [sale.body.id]);
  return id;
}

const UNDELIVERED = { reason: 'Pedido duplicado', delivered_to_buyer: false };
const voidOf = (id: string, body: object = UNDELIVERED, key = uuidv7()) =>
  counter.shop.post(`/documents/${id}/void`, body, { key });

describe('taking a document back', () => {
  test('is told before: every act with its reason, and the one that fits', async () => {
    const id = await sold();
    const { status, body } = await counter.shop.get(`/documents/${id}/void-options`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ delivered_to_buyer: true, recommended: { act: 'credit_note', reason_code: '01' } });
    expect(body.options.map((option: { act: string }) => option.act)).toEqual([
      'daily_summary',
      'credit_note',
      'credit_note',
      'credit_note',
    ]);
    const undelivered = await counter.shop.get(`/documents/${id}/void-options?delivered_to_buyer=false`);
    expect(undelivered.body.recommended).toMatchObject({ act: 'daily_summary', deadline: expect.any(String) });
    const faulty = await counter.shop.get(`/documents/${id}/void-options?delivered_to_buyer=quizas`);
    expect([faulty.status, faulty.body.errors[0].pointer]).toEqual([422, '/delivered_to_buyer']);
  });

  test('answers 202 with the voiding, where it is read on, and the same again under the same key', async () => {
    const id = await sold();
    const key = uuidv7();
    const first = await voidOf(id, UNDELIVERED, key);
    expect(first.status).toBe(202);
    expect(first.headers.get('location')).toBe(`/api/v1/documents/${id}/void`);
    expect(first.body).toMatchObject({
      ...{ document_id: id, act: 'daily_summary', status: 'received', files: [], attention: null },
      workflow_id: voidWorkflowId(counter.shop.id, id),
    });
    expect(serviceWorkflowId('c', 'd')).toBe(voidWorkflowId('c', 'd'));
    const again = await voidOf(id, UNDELIVERED, key);
    expect([again.body.id, again.headers.get('idempotency-replayed')]).toEqual([first.body.id, 'true']);
    expect((await counter.shop.get(`/documents/${id}/void`)).body).toEqual(first.body);
    expect((await voidOf(id)).body).toMatchObject({ status: 409, code: 'void_in_progress' });
    const note = { document_id: id, reason_code: '01', reason: 'Anulación' };
    expect((await counter.shop.post('/credit-notes', note)).body).toMatchObject({ code: 'void_in_progress' });
  });

  test('is held until the voiding rests, when asked to wait', async () => {
    const { deps, database } = counter.api;
    const waiter = createSaleWaiter(deps.services.orm, database.appUrl);
    const without = { ...deps.voids };
    const [id, ctx] = [await sold(), processContext(counter.shop.id, 'test', 'test')];
    let settled: Promise<unknown> | undefined;
    Object.assign(deps.voids, {
      waitFor: (...question: Parameters<typeof waiter.waitForVoid>) => waiter.waitForVoid(...question),
      start: async ({ documentId }: { documentId: string }) => {
        const [row] = await inCompany(deps.services.orm, counter.shop.id, (tx) =>
          tx.sql<{ id: string }>('select id from document_void where document_id = $1', [documentId]),
        );
        const voidId = row?.id ?? '';
        settled = pause(100).then(() =>
          standVoidStill(deps.services, ctx, { voidId, code: 'void_rejected', detail: '2375: no.' }),
        );
      },
    });
    const held = await counter.shop.post(`/documents/${id}/void`, UNDELIVERED, { headers: { Prefer: 'wait=20' } });
    await settled;
    expect(held).toMatchObject({ status: 202, body: { status: 'needs_attention' } });
    Object.assign(deps.voids, without);
    await waiter.close();
  });

  test('of what the buyer has is a credit note, with its own place', async () => {
    const id = await sold();
    const made = await voidOf(id, { reason: 'Devuelve todo', reason_code: '06' });
    expect(made.status).toBe(202);
    expect(made.body).toMatchObject({ id: null, act: 'credit_note', document_id: id, status: 'issued' });
    expect(made.headers.get('location')).toBe(`/api/v1/credit-notes/${made.body.note_id}`);
    const { body } = await counter.shop.get(`/credit-notes/${made.body.note_id}`);
    expect(body).toMatchObject({ reason_code: '06', effects: 'both' });
    expect((await counter.shop.get(`/documents/${id}/void`)).status).toBe(404);
    expect((await voidOf(id)).body).toMatchObject({ status: 409, code: 'document_has_notes' });
  });

  test.each([
    ['rejected', 'document_rejected'],
    ['expired', 'document_expired'],
    ['voided', 'document_voided'],
    ['unknown', 'document_not_accepted'],
    ['issued', 'document_not_accepted'],
  ])('of a document that is %s is a 409 that says why', async (status, code) => {
    const answer = await voidOf(await sold(status));
    expect(answer.body).toMatchObject({ status: 409, code, detail: expect.stringMatching(/^\S.*\.$/) });
  });

  test.each([
    [{}, '/reason'],
    [{ reason: 'no' }, '/reason'],
    [{ reason: 'x'.repeat(101) }, '/reason'],
    [{ reason: 'Motivo', delivered_to_buyer: 'no' }, '/delivered_to_buyer'],
    [{ reason: 'Motivo', reason_code: '07' }, '/reason_code'],
    [{ ...UNDELIVERED, reason_code: '01' }, '/reason_code'],
    [{ reason: 'Motivo', document_id: 'x' }, '/document_id'],
  ])('with a faulty body %j is a 422 that points at it', async (body, pointer) => {
    const answer = await voidOf(await sold(), body);
    expect([answer.status, answer.body.errors[0].pointer]).toEqual([422, pointer]);
  });

  test('is for owners and managers, and for the company’s own documents', async () => {
    const id = await sold();
    for (const role of ['cashier', 'accountant', 'viewer']) {
      const user = await counter.shop.user(role);
      expect((await user.post(`/documents/${id}/void`, UNDELIVERED)).status).toBe(403);
      expect((await user.get(`/documents/${id}/void-options`)).status).toBe(200);
    }
    expect((await counter.other.get(`/documents/${id}/void-options`)).status).toBe(404);
    expect((await counter.other.post(`/documents/${id}/void`, UNDELIVERED)).status).toBe(404);
    const manager = await counter.shop.user('manager');
    expect((await manager.post(`/documents/${id}/void`, UNDELIVERED)).status).toBe(202);
  });
});

describe('a decision about a voiding that stands still', () => {
  test('is one of its options, goes to its process, and is answered with the voiding', async () => {
    const id = await sold();
    const made = await voidOf(id);
    const { services } = counter.api.deps;
    const ctx = processContext(counter.shop.id, 'test', 'test');
    await standVoidStill(services, ctx, { voidId: made.body.id, code: 'void_rejected', detail: '2375: no.' });
    const { attention } = (await counter.shop.get(`/documents/${id}/void`)).body;
    expect(attention).toMatchObject({ code: 'void_rejected', options: ['retry', 'credit_note', 'cancel_void'] });
    const decide = (decision: string) =>
      counter.shop.post(`/attention/${attention.id}/decisions`, { decision, reason: 'Se decide' });
    expect((await decide('reissue')).body).toMatchObject({
      ...{ status: 409, code: 'decision_not_available' },
      detail: expect.stringContaining('Se puede decidir: retry, credit_note, cancel_void.'),
    });
    // There is no process in this test.
    expect((await decide('retry')).body).toMatchObject({ status: 409, code: 'decision_not_available' });
    const told: unknown[] = [];
    const voids = counter.api.deps.voids as { decide: unknown };
    voids.decide = async (...message: unknown[]): Promise<MessageResult> => {
      told.push(message);
      return { accepted: true };
    };
    const answer = await decide('cancel_void');
    expect(answer).toMatchObject({ status: 202, body: { id: made.body.id, document_id: id } });
    expect(told).toMatchObject([
      [voidWorkflowId(counter.shop.id, id), { decision: 'cancel_void' }, expect.any(String)],
    ]);
  });
});

describe('the daily account', () => {
  test('is taken by hand and read by day', async () => {
    expect((await counter.other.get('/completeness')).status).toBe(404);
    const taken = await counter.shop.post('/completeness');
    expect(taken.status).toBe(201);
    expect(taken.body.totals.missing).toBe(0);
    expect(taken.body.series).toEqual(
      expect.arrayContaining([expect.objectContaining({ document_type: '03', series: 'B001', missing: [] })]),
    );
    const read = await counter.shop.get(`/completeness?date=${taken.body.date}`);
    expect(read.body).toEqual(taken.body);
    expect((await counter.shop.get('/completeness?date=2020-01-01')).status).toBe(404);
    const faulty = await counter.shop.get('/completeness?date=25-11-2026');
    expect([faulty.status, faulty.body.errors[0]]).toEqual([
      422,
      expect.objectContaining({ pointer: '/date', code: 'invalid_date' }),
    ]);
    const viewer = await counter.shop.user('viewer');
    expect((await viewer.post('/completeness')).status).toBe(403);
    expect((await viewer.get('/completeness')).status).toBe(200);
  });
});
