import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { inCompany } from '../db/tx.ts';
import { uuidv7 } from '../platform/ids.ts';
import { change } from '../services/change.ts';
import { processContext } from '../services/context.ts';
import { closeSunatGate } from '../services/sunat/sunat-gate.ts';
import type { JsonObject } from '../test/support/api.ts';
import { type Counter, openCounter } from '../test/support/counter.ts';

let api: Counter['api'];
let shop: Counter['shop'];
let body: Counter['body'];
let stockOf: Counter['stockOf'];

beforeAll(async () => {
  ({ api, shop, body, stockOf } = await openCounter());
}, 60_000);
afterAll(() => api.close());

describe('after issue', () => {
  const sell = async () => (await shop.post('/sales', body())).body;
  const reject = (sale: JsonObject) =>
    inCompany(api.deps.services.orm, shop.id, async (tx) => {
      await tx.run(
        `update fiscal_document set status = 'rejected', sunat_code = '2017', sunat_description = 'RUC' where id = $1`,
        [sale.document.id],
      );
      await tx.run(`update sale set status = 'needs_attention', version = version + 1 where id = $1`, [sale.id]);
      await tx.run(
        `insert into attention (id, company_id, kind, severity, code, detail, subject_id, sale_id, document_id, options)
         values (gen_random_uuid(), $1, 'sale', 'critical', 'document_rejected', 'Rechazado', $2, $2, $3, '{reissue,cancel_sale}')`,
        [shop.id, sale.id, sale.document.id],
      );
    });

  test('a cancellation is 409 and names the credit note', async () => {
    const sale = await sell();
    const answer = await shop.post(`/sales/${sale.id}/cancel`, { reason: 'El cliente se arrepintió' });
    expect(answer).toMatchObject({ status: 409, body: { code: 'already_issued' } });
    expect(answer.body.detail).toContain('nota de crédito');
  });

  test('the CDR is 404 before an answer', async () => {
    const sale = await sell();
    expect(await shop.get(`/documents/${sale.document.id}/cdr`)).toMatchObject({
      status: 404,
      body: { code: 'cdr_not_yet' },
    });
  });

  test('a rejected sale is reissued under the next number, with stock and money left alone', async () => {
    const sale = await sell();
    await reject(sale);
    expect((await shop.get(`/sales/${sale.id}`)).body.attention).toMatchObject({
      code: 'document_rejected',
      options: ['reissue', 'cancel_sale'],
    });
    const before = await stockOf('CAFE-250');
    const wrong = { decision: 'reissue', reason: 'Se corrige', changes: { lines: [{ line: 1, quantity: '2' }] } };
    expect(await shop.post(`/sales/${sale.id}/decisions`, wrong)).toMatchObject({
      status: 422,
      body: { code: 'reissue_changes_goods_or_money' },
    });
    expect(await shop.post(`/sales/${sale.id}/decisions`, { decision: 'rebuild', reason: 'Otra vez' })).toMatchObject({
      status: 409,
      body: {
        code: 'decision_not_available',
        detail: expect.stringContaining('Se puede decidir: reissue, cancel_sale.'),
      },
    });
    const badBuyer = {
      decision: 'reissue',
      reason: 'Se corrige',
      changes: { customer: { document_type: '1', document_number: '1', name: 'ROSA' } },
    };
    const refused = await shop.post(`/sales/${sale.id}/decisions`, badBuyer);
    expect(refused).toMatchObject({ status: 422 });
    expect(refused.body.errors[0]).toMatchObject({ pointer: '/changes/customer/document_number', sunat_code: '4207' });
    const good = {
      decision: 'reissue',
      reason: 'Se corrige',
      changes: {
        customer: { document_type: '1', document_number: '87654321', name: 'ROSA QUISPE' },
        lines: [{ line: 1, description: 'Café de Jaén' }],
      },
    };
    const answer = await shop.post(`/sales/${sale.id}/decisions`, good);
    expect(answer).toMatchObject({ status: 202, body: { status: 'issued' } });
    const numberOf = (ref: { full_number: string }) => Number(ref.full_number.split('-')[1]);
    expect(numberOf(answer.body.document)).toBe(numberOf(sale.document) + 1);
    expect(answer.body.documents).toHaveLength(2);
    expect((await shop.get(`/documents/${answer.body.document.id}/xml`)).text).toContain('Café de Jaén');
    expect(await stockOf('CAFE-250')).toEqual(before);
  });

  test('a decision by somebody who may decide and not sell is answered when it was carried out', async () => {
    const key = await shop.post('/api-keys', { name: 'Decide', permissions: ['sales:decide'] });
    const sale = await sell();
    await reject(sale);
    const decider = api.with({ 'X-Api-Key': key.body.key });
    const answer = await decider.post(`/sales/${sale.id}/decisions`, {
      decision: 'cancel_sale',
      reason: 'Sin arreglo',
    });
    expect([answer.status, answer.body.status]).toEqual([202, 'cancelled']);
  });

  test('an entry is decided about with the permissions to decide alone, none of reading', async () => {
    const key = await shop.post('/api-keys', { name: 'Resuelve', permissions: ['attention:decide', 'sales:decide'] });
    const sale = await sell();
    await reject(sale);
    const [entry] = (await shop.get('/attention?severity=critical')).body.data;
    const decider = api.with({ 'X-Api-Key': key.body.key });
    const decision = { decision: 'cancel_sale', reason: 'Sin arreglo' };
    const answer = await decider.post(`/attention/${entry.id}/decisions`, decision);
    expect([answer.status, answer.body.status]).toEqual([202, 'cancelled']);
    expect((await decider.get('/attention')).status).toBe(403);
  });

  test('a rejected sale is cancelled once, with stock back at its cost and payments reversed', async () => {
    const before = await stockOf('CAFE-250');
    const sale = await sell();
    await reject(sale);
    const [entry] = (await shop.get('/attention?severity=critical')).body.data;
    expect(entry).toMatchObject({ sale_id: sale.id });
    const answer = await shop.post(`/attention/${entry.id}/decisions`, {
      decision: 'cancel_sale',
      reason: 'No se pudo corregir',
    });
    expect(answer).toMatchObject({
      status: 202,
      body: { status: 'cancelled', cancellation: { code: 'document_rejected' }, payments: [{ status: 'reversed' }] },
    });
    expect(await stockOf('CAFE-250')).toEqual(before);
    expect(
      await shop.post(`/attention/${entry.id}/decisions`, { decision: 'cancel_sale', reason: 'Otra vez' }),
    ).toMatchObject({ status: 409, body: { code: 'decision_not_available' } });
  });

  /** What a process leaves behind that died between its work and its answer. */
  const loseAnswer = (key: string) =>
    inCompany(api.deps.services.orm, shop.id, (tx) =>
      tx.run(
        `update idempotency_record set state = 'running', response_status = null, response_headers = null,
           response_body = null, lease_until = now() - interval '1 second' where key = $1`,
        [key],
      ),
    );

  test('a decision on an entry whose answer was lost is answered as the first time, under its key only', async () => {
    const sale = await sell();
    await reject(sale);
    const [entry] = (await shop.get('/attention?severity=critical')).body.data;
    const key = uuidv7();
    const path = `/attention/${entry.id}/decisions`;
    const decision = { decision: 'cancel_sale', reason: 'Sin arreglo' };
    const first = await shop.post(path, decision, { key });
    expect([first.status, first.body.status]).toEqual([202, 'cancelled']);
    await loseAnswer(key);
    const again = await shop.post(path, decision, { key });
    expect([again.status, again.body]).toEqual([202, first.body]);
    expect((await shop.post(path, decision)).status).toBe(409);
  });

  test('a decision that opens the gate to SUNAT is answered as the first time when its answer was lost', async () => {
    const services = api.deps.services;
    await change(services, { companyId: shop.id }, (tx, cipher) =>
      closeSunatGate(tx, processContext(shop.id, 'w', 'inline'), cipher, { code: '0102', description: 'Clave' }),
    );
    const [entry] = (await shop.get('/attention?kind=company')).body.data;
    const key = uuidv7();
    const decision = { decision: 'retry', reason: 'Clave corregida' };
    const first = await shop.post(`/attention/${entry.id}/decisions`, decision, { key });
    expect(first).toMatchObject({ status: 202, body: { id: entry.id, decision: 'retry' } });
    await loseAnswer(key);
    const again = await shop.post(`/attention/${entry.id}/decisions`, decision, { key });
    expect([again.status, again.body]).toEqual([202, first.body]);
    const opened = (await shop.get('/audit?action=sunat_gate.open')).body.data;
    expect(opened).toHaveLength(1);
  });

  test('the entries are filtered by a kind that exists; another one is 422, not an empty list', async () => {
    expect((await shop.get('/attention?kind=despatch&severity=info')).status).toBe(200);
    const refused = await shop.get('/attention?kind=foo');
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ pointer: '/kind' }] } });
  });

  test('a decision that nobody waits for is 409, an unknown one 422', async () => {
    const sale = await sell();
    expect((await shop.post(`/sales/${sale.id}/decisions`, { decision: 'rebuild', reason: 'Porque sí' })).status).toBe(
      409,
    );
    expect((await shop.post(`/sales/${sale.id}/decisions`, { decision: 'dance', reason: 'Porque sí' })).status).toBe(
      422,
    );
  });
});
