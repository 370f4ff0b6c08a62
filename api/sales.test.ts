import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { inCompany } from '../db/tx.ts';
import { uuidv7 } from '../platform/ids.ts';
import { saleWorkflowId as serviceWorkflowId } from '../services/sales/sale-workflow-id.ts';
import type { JsonObject } from '../test/support/api.ts';
import { type Counter, openCounter } from '../test/support/counter.ts';
import { saleWorkflowId } from '../workflows/sale-to-cdr/contract.ts';

/** Sales that are taken; the process runs in line. */
let api: Counter['api'];
let shop: Counter['shop'];
let warehouse: Counter['warehouse'];
let products: Counter['products'];
let body: Counter['body'];
let stockOf: Counter['stockOf'];

beforeAll(async () => {
  ({ api, shop, warehouse, products, body, stockOf } = await openCounter());
}, 60_000);
afterAll(() => api.close());

describe('selling', () => {
  test('answers 202 with the sale, its place and what was sent of the buyer; reading it masks him', async () => {
    const answer = await shop.post('/sales', body({ payments: [{ method: 'cash', amount: '18.50', tendered: '20' }] }));
    expect(answer.status).toBe(202);
    const sale = answer.body;
    expect(answer.headers.get('location')).toBe(`/api/v1/sales/${sale.id}`);
    expect(sale).toMatchObject({
      status: 'issued',
      workflow_id: saleWorkflowId(shop.id, sale.id),
      customer: { document_number: '45678912', email: 'rosa@correo.pe' },
      totals: { total: '18.50', igv: '2.82', taxable: '15.68' },
      payments: [{ amount: '18.50', tendered: '20.00', change: '1.50', status: 'recorded' }],
      document: { type: '03', status: 'issued' },
    });
    const read = (await shop.get(`/sales/${sale.id}`)).body;
    expect(read.customer).toMatchObject({
      document_number: '****12',
      email: 'r****@correo.pe',
      name: 'ROSA QUISPE MAMANI',
    });
    const shown = (await shop.get(`/sales/${sale.id}?reveal=true`)).body;
    expect(shown.customer.document_number).toBe('45678912');
    const audit = (await shop.get(`/audit?entity=sale&entity_id=${sale.id}&action=personal_data.reveal`)).body.data;
    expect(audit).toHaveLength(1);
  });

  test('names its process as the contract does', () => {
    expect(serviceWorkflowId('c', 's')).toBe(saleWorkflowId('c', 's'));
  });

  test('tells its trace, newest first, and moves stock once', async () => {
    const before = await stockOf('CAFE-250');
    const { body: sale } = await shop.post(
      '/sales',
      body({ lines: [{ sku: 'CAFE-250', quantity: '2' }], payments: [{ method: 'transfer', amount: '37.00' }] }),
    );
    const events = (await shop.get(`/sales/${sale.id}/events`)).body.data;
    expect(events.map((event: { kind: string }) => event.kind)).toEqual([
      'document_issued',
      'payment_recorded',
      'stock_reserved',
      'received',
    ]);
    const after = await stockOf('CAFE-250');
    expect([Number(before.on_hand) - Number(after.on_hand), after.reserved]).toEqual([2, before.reserved]);
    const [movement] = (await shop.get(`/kardex?product_id=${products['CAFE-250']}&warehouse_id=${warehouse}`)).body
      .data;
    expect(movement).toMatchObject({
      kind: 'sale',
      source_id: sale.id,
      quantity: '-2',
      balance: after.on_hand,
      unit_cost: '9.00',
    });
  });

  test('the same key and body sell once', async () => {
    const key = `key-${'x'.repeat(20)}`;
    const [first, again] = [await shop.post('/sales', body(), { key }), await shop.post('/sales', body(), { key })];
    expect([first.status, again.status, first.body.id]).toEqual([202, 202, again.body.id]);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
  });

  test.each([
    ['whole', {}],
    ['with all that may be left out', { customer: undefined, exchange_rate: '3.750', discount_percent: '10' }],
    [
      'on credit, of a product in dollars',
      {
        document_type: 'factura',
        customer: { document_type: '6', document_number: '20100070970', name: 'SUPERMERCADOS DE PRUEBA S.A.' },
        exchange_rate: '3.751',
        lines: [{ sku: 'GUIA-USD', quantity: '1.500', unit_price: '18.5', discount_amount: '1' }],
        payments: [],
        payment_terms: { type: 'credit', instalments: [{ amount: '26.75', due_date: '2099-01-31' }] },
      },
    ],
  ])(
    'without a wait answers what was written, kept for repetitions in the same transaction: %s',
    async (_name, change) => {
      const key = uuidv7();
      const sold = {
        ...body(change),
        ...('discount_percent' in change && { payments: [{ method: 'cash', amount: '16.65' }] }),
      };
      const options = { key, headers: { Prefer: '' } };
      const answer = await shop.post('/sales', sold, options);
      expect([answer.status, answer.body.status]).toEqual([202, 'received']);
      const again = await shop.post('/sales', sold, options);
      expect([again.headers.get('idempotency-replayed'), again.body]).toEqual(['true', answer.body]);
      expect(again.headers.get('location')).toBe(answer.headers.get('location'));
      const read = (await shop.get(`/sales/${answer.body.id}?reveal=true`)).body;
      const recorded = answer.body.payments.map((payment: JsonObject) => ({ ...payment, status: 'recorded' }));
      const { updated_at, document, documents } = read;
      const moved = { status: 'issued', payments: recorded, updated_at, document, documents };
      expect(read).toEqual({ ...answer.body, ...moved });
      const state = await inCompany(api.deps.services.orm, shop.id, (tx) =>
        tx.sql('select state, resource_id from idempotency_record where key = $1', [key]),
      );
      expect(state).toEqual([{ state: 'done', resource_id: answer.body.id }]);
    },
  );

  test('issues a factura on credit, its instalments carrying what is not paid now', async () => {
    const answer = await shop.post(
      '/sales',
      body({
        document_type: 'factura',
        customer: { document_type: '6', document_number: '20100070970', name: 'SUPERMERCADOS DE PRUEBA S.A.' },
        payments: [{ method: 'transfer', amount: '8.50' }],
        payment_terms: { type: 'credit', instalments: [{ amount: '10.00', due_date: '2099-01-31' }] },
      }),
    );
    expect(answer.body).toMatchObject({
      status: 'issued',
      document: { type: '01' },
      payment_terms: { type: 'credit' },
    });
    const xml = await shop.get(`/documents/${answer.body.document.id}/xml`);
    expect(xml.text).toContain('Cuota001');
    expect(xml.text).toContain(answer.body.document.full_number);
  });

  test('sells in another currency with a price and an exchange rate of its own', async () => {
    const missing = await shop.post(
      '/sales',
      body({ currency: 'USD', payments: [{ method: 'cash', amount: '5.00' }] }),
    );
    expect(missing.body.errors.map((e: { pointer: string }) => e.pointer)).toEqual([
      '/lines/0/unit_price',
      '/exchange_rate',
    ]);
    const sold = await shop.post(
      '/sales',
      body({
        currency: 'USD',
        exchange_rate: '3.75',
        lines: [
          { sku: 'CAFE-250', quantity: '1', unit_price: '5' },
          { sku: 'GUIA-USD', quantity: '1' },
        ],
        payments: [{ method: 'cash', amount: '15.00' }],
      }),
    );
    expect(sold.body).toMatchObject({
      status: 'issued',
      currency: 'USD',
      exchange_rate: '3.75',
      totals: { total: '15.00' },
    });
  });
});
