import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { inCompany } from '../db/tx.ts';
import { change } from '../services/change.ts';
import { processContext } from '../services/context.ts';
import { saleWorkflowId as serviceWorkflowId } from '../services/sales/sale-workflow-id.ts';
import { closeSunatGate } from '../services/sunat/sunat-gate.ts';
import { uuidv7 } from '../platform/ids.ts';
import { selfSigned } from '../platform/signing/self-signed.ts';
import { createTestApi, type JsonObject, type TestApi, type TestCompany } from '../test/support/api.ts';
import { saleWorkflowId } from '../workflows/sale-to-cdr/contract.ts';

/** Sales, documents, stock and attention over HTTP; the process runs in line, nothing goes to SUNAT. */
let api: TestApi;
let shop: TestCompany;
let other: TestCompany;
let warehouse: string;
const products: Record<string, string> = {};

async function furnish(company: TestCompany): Promise<string> {
  const [establishment] = (await company.get('/establishments')).body.data;
  const [place] = (await company.get('/warehouses')).body.data;
  for (const [document_type, series] of [
    ['01', 'F001'],
    ['03', 'B001'],
  ]) {
    const made = await company.post('/series', {
      document_type,
      series,
      establishment_id: establishment.id,
      next_number: 1,
    });
    expect(made.status).toBe(201);
  }
  const { pfx, password } = selfSigned({ ruc: company.ruc, name: 'EMPRESA S.A.C.', days: 30 });
  expect((await company.put('/company/certificate', { pfx_base64: pfx.toString('base64'), password })).status).toBe(
    200,
  );
  const credentials = { environment: 'beta', sol_user: 'MODDATOS', sol_password: 'moddatos' };
  expect((await company.put('/company/sunat-credentials', credentials)).status).toBe(200);
  return place.id;
}

beforeAll(async () => {
  api = await createTestApi();
  [shop, other] = [await api.company(), await api.company()];
  warehouse = await furnish(shop);
  const catalogue = [
    { sku: 'CAFE-250', name: 'Café molido 250 g', price: '18.50' },
    { sku: 'PAN-001', name: 'Pan francés', price: '0.50', igv_affectation: '20' },
    { sku: 'GUIA-USD', name: 'Guía', price: '10', currency: 'USD', tracks_stock: false },
  ];
  for (const product of catalogue) products[product.sku] = (await shop.post('/products', product)).body.id;
  const lines = ['CAFE-250', 'PAN-001'].map((sku) => ({ product_id: products[sku], quantity: '100', unit_cost: '9' }));
  const opened = await shop.post('/stock/adjustments', {
    warehouse_id: warehouse,
    reason_code: 'opening',
    note: 'Inventario inicial',
    lines,
  });
  expect(opened.status).toBe(201);
}, 60_000);
afterAll(() => api.close());

const body = (change: Record<string, unknown> = {}) => ({
  warehouse_id: warehouse,
  channel: 'store',
  document_type: 'boleta',
  customer: { document_type: '1', document_number: '45678912', name: 'ROSA QUISPE MAMANI', email: 'rosa@correo.pe' },
  lines: [{ sku: 'CAFE-250', quantity: '1' }],
  payments: [{ method: 'cash', amount: '18.50' }],
  ...change,
});

const stockOf = async (sku: string) =>
  (await shop.get(`/stock?warehouse_id=${warehouse}&product_id=${products[sku]}`)).body.data[0];

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

describe('a sale that SUNAT would refuse takes no number and names the field', () => {
  const cases: readonly (readonly [
    name: string,
    change: Record<string, unknown>,
    pointer: string,
    code: string,
    sunat?: string,
  ])[] = [
    ['no lines', { lines: [] }, '/lines', 'too_few'],
    ['unknown product', { lines: [{ sku: 'NO-HAY', quantity: '1' }] }, '/lines/0/sku', 'not_found'],
    ['negative quantity', { lines: [{ sku: 'CAFE-250', quantity: '-1' }] }, '/lines/0/quantity', 'invalid_format'],
    [
      'no quantity at all',
      { lines: [{ sku: 'CAFE-250', quantity: '0' }] },
      '/lines/0/quantity',
      'invalid_number',
      '2025',
    ],
    [
      'product named twice',
      { lines: [{ sku: 'CAFE-250', product_id: '018f0000-0000-7000-8000-000000000000', quantity: '1' }] },
      '/lines/0/product_id',
      'named_twice',
    ],
    ['a line without product', { lines: [{ quantity: '1' }] }, '/lines/0/sku', 'required'],
    [
      'wrong RUC',
      { document_type: 'factura', customer: { document_type: '6', document_number: '20100070971', name: 'X S.A.' } },
      '/customer/document_number',
      'invalid_ruc',
      '2017',
    ],
    ['factura to a DNI', { document_type: 'factura' }, '/customer/document_type', 'ruc_required', '2800'],
    [
      'factura to nobody',
      { document_type: 'factura', customer: undefined },
      '/customer',
      'buyer_identity_required',
      '2800',
    ],
    [
      'anonymous above 700',
      {
        customer: undefined,
        lines: [{ sku: 'CAFE-250', quantity: '38' }],
        payments: [{ method: 'cash', amount: '703.00' }],
      },
      '/customer',
      'buyer_identity_required',
      '2514',
    ],
    ['paid too little', { payments: [{ method: 'cash', amount: '0.01' }] }, '/payments', 'payments_do_not_add_up'],
    [
      'tendered too little',
      { payments: [{ method: 'cash', amount: '18.50', tendered: '10' }] },
      '/payments/0/tendered',
      'tendered_too_small',
    ],
    [
      'tendered by card',
      { payments: [{ method: 'card_terminal', amount: '18.50', tendered: '20' }] },
      '/payments/0/tendered',
      'tendered_not_cash',
    ],
    ['unknown series', { series: 'B999' }, '/series', 'not_found'],
    ['unknown warehouse', { warehouse_id: '018f0000-0000-7000-8000-000000000000' }, '/warehouse_id', 'not_found'],
    [
      'unknown customer',
      { customer: undefined, customer_id: '018f0000-0000-7000-8000-000000000000' },
      '/customer_id',
      'not_found',
    ],
    [
      'instalments do not add up',
      { payments: [], payment_terms: { type: 'credit', instalments: [{ amount: '1.00', due_date: '2099-01-31' }] } },
      '/payment_terms/instalments',
      'instalments_do_not_add_up',
      '3319',
    ],
    [
      'discount over the whole line',
      { lines: [{ sku: 'CAFE-250', quantity: '1', discount_percent: '100' }] },
      '/lines/0/discount_percent',
      'discount_too_large',
    ],
  ];
  const named = cases.map(([name, change, pointer, code, sunat]) => ({ name, change, pointer, code, sunat }));
  test.each(named)('$name', async ({ change, pointer, code, sunat }) => {
    const before = (await shop.get('/documents?limit=200')).body.data.length;
    const answer = await shop.post('/sales', body(change));
    expect(answer.status).toBe(422);
    const issue = answer.body.errors.find((entry: { pointer: string }) => entry.pointer === pointer);
    expect(issue).toMatchObject({ code, ...(sunat && { sunat_code: sunat }) });
    expect((await shop.get('/documents?limit=200')).body.data).toHaveLength(before);
  });

  test('stock that is short now is 409 at the line, and nothing is written', async () => {
    const before = (await shop.get('/sales?limit=200')).body.data.length;
    const answer = await shop.post(
      '/sales',
      body({ lines: [{ sku: 'CAFE-250', quantity: '99999' }], payments: [{ method: 'cash', amount: '1849981.50' }] }),
    );
    expect(answer).toMatchObject({ status: 409, body: { code: 'insufficient_stock' } });
    expect(answer.body.errors[0].pointer).toBe('/lines/0/quantity');
    expect((await shop.get('/sales?limit=200')).body.data).toHaveLength(before);
  });

  test('a company without certificate, credentials and series is told so', async () => {
    const [place] = (await other.get('/warehouses')).body.data;
    await other.post('/products', { sku: 'CAFE-250', name: 'Café', price: '18.50', tracks_stock: false });
    const noSeries = await other.post('/sales', body({ warehouse_id: place.id }));
    expect(noSeries.body.errors).toMatchObject([{ pointer: '/series', code: 'series_missing' }]);
    const [establishment] = (await other.get('/establishments')).body.data;
    await other.post('/series', {
      document_type: '03',
      series: 'B001',
      establishment_id: establishment.id,
      next_number: 1,
    });
    const answer = await other.post('/sales', body({ warehouse_id: place.id }));
    expect(answer.body.errors.map((issue: { code: string }) => issue.code)).toEqual([
      'certificate_missing',
      'credentials_missing',
    ]);
  });
});

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
    const badBuyer = {
      decision: 'reissue',
      reason: 'Se corrige',
      changes: { customer: { document_type: '1', document_number: '1', name: 'ROSA' } },
    };
    const refused = await shop.post(`/sales/${sale.id}/decisions`, badBuyer);
    expect(refused).toMatchObject({ status: 422 });
    expect(refused.body.errors[0]).toMatchObject({ pointer: '/changes/customer/document_number', sunat_code: '2801' });
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

describe('who may do what', () => {
  test('a cashier sells and reads files, a viewer neither', async () => {
    const cashier = await shop.user('cashier');
    const viewer = await shop.user('viewer');
    const sold = await cashier.post('/sales', body());
    expect(sold.status).toBe(202);
    expect((await cashier.get(`/documents/${sold.body.document.id}/xml`)).status).toBe(200);
    expect((await viewer.post('/sales', body())).status).toBe(403);
    expect((await viewer.get(`/documents/${sold.body.document.id}/xml`)).status).toBe(403);
    expect((await cashier.get(`/sales/${sold.body.id}?reveal=true`)).status).toBe(403);
  });

  test("another company's sale, document and attention do not exist", async () => {
    const sale = (await shop.post('/sales', body())).body;
    for (const path of [
      `/sales/${sale.id}`,
      `/sales/${sale.id}/events`,
      `/documents/${sale.document.id}`,
      `/documents/${sale.document.id}/xml`,
      `/documents/${sale.document.id}/submissions`,
    ])
      expect((await other.get(path)).status).toBe(404);
    expect((await other.post(`/sales/${sale.id}/cancel`, { reason: 'Ajena' })).status).toBe(404);
    const foreign = await other.post('/sales', body({ lines: [{ product_id: products['CAFE-250'], quantity: '1' }] }));
    expect(foreign.body.errors.map((issue: { pointer: string }) => issue.pointer)).toEqual([
      '/warehouse_id',
      '/lines/0/product_id',
    ]);
    for (const path of ['/sales', '/documents', '/stock', '/kardex', '/attention'])
      expect((await other.get(path)).body.data).toEqual([]);
  });
});

describe('lists', () => {
  test('page by cursor without holes and filter', async () => {
    const whole = (await shop.get('/sales?limit=200')).body.data.map((sale: { id: string }) => sale.id);
    const paged: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page = await shop.get(`/sales?limit=3${cursor && `&cursor=${cursor}`}`);
      paged.push(...page.body.data.map((sale: { id: string }) => sale.id));
      cursor = page.body.next_cursor;
    }
    expect(paged).toEqual(whole);
    const facturas = (await shop.get('/sales?document_type=factura&status=issued')).body.data;
    expect(facturas.every((sale: { document_type: string }) => sale.document_type === 'factura')).toBe(true);
    const [document] = (await shop.get('/documents?q=b001-1')).body.data;
    expect(document).toMatchObject({ full_number: 'B001-1', type: '03', issue_attempt: 1 });
    expect(document.qr).toContain('|B001|1|');
    expect((await shop.get('/sales?from=2020-01-01&to=2020-12-31')).body.data).toEqual([]);
    expect((await shop.get('/sales?from=ayer')).body.errors[0]).toMatchObject({
      pointer: '/from',
      code: 'invalid_date',
    });
    expect((await shop.get('/sales?cursor=forged')).status).toBe(422);
  });
});

describe('stock by hand', () => {
  const adjust = (lines: unknown) =>
    shop.post('/stock/adjustments', { warehouse_id: warehouse, reason_code: 'count', note: 'Conteo del mes', lines });

  test('moves the average cost by what comes in and never below what is reserved', async () => {
    const before = await stockOf('PAN-001');
    const answer = await adjust([{ product_id: products['PAN-001'], quantity: before.on_hand, unit_cost: '11' }]);
    expect(answer.status).toBe(201);
    expect(answer.body.lines).toMatchObject([{ quantity: before.on_hand, unit_cost: '11.00', average_cost: '10.00' }]);
    expect(await shop.get(answer.headers.get('location') ?? '')).toMatchObject({
      status: 200,
      body: { id: answer.body.id },
    });
    const short = await adjust([{ product_id: products['PAN-001'], quantity: '-9999' }]);
    expect(short).toMatchObject({
      status: 409,
      body: { code: 'insufficient_stock', errors: [{ pointer: '/lines/0/quantity' }] },
    });
    const audit = (await shop.get('/audit?action=stock.adjust')).body.data;
    expect(audit[0]).toMatchObject({ reason: 'Conteo del mes' });
  });

  test('names what is wrong with a line', async () => {
    const answer = await adjust([
      { product_id: products['PAN-001'], quantity: '-1', unit_cost: '1' },
      { product_id: products['GUIA-USD'], quantity: '1' },
      { product_id: '018f0000-0000-7000-8000-000000000000', quantity: '1' },
    ]);
    expect(
      answer.body.errors.map((issue: { pointer: string; code: string }) => `${issue.pointer} ${issue.code}`),
    ).toEqual([
      '/lines/0/unit_cost cost_of_exit',
      '/lines/1/product_id stock_not_tracked',
      '/lines/2/product_id not_found',
    ]);
    expect((await adjust([{ product_id: products['PAN-001'], quantity: '0' }])).body.errors[0].code).toBe('zero');
  });
});
