import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { inCompany } from '../../db/tx.ts';
import { HubError } from '../../domain/errors.ts';
import { createTestHub, makeShop, type TestHub, type TestShop } from '../../test/support/shop.ts';
import { getCompany } from '../company/get-company.ts';
import { updateCompany } from '../company/update-company.ts';
import { createNote } from '../notes/create-note.ts';
import { issueNote } from '../notes/issue-note.ts';
import { createProduct } from '../products/create-product.ts';
import { createSale } from './create-sale.ts';
import { issueSaleDocument } from './issue-sale-document.ts';
import { getSale } from './read-sales.ts';
import { recordSalePayment } from './record-sale-payment.ts';
import { reserveSaleStock } from './reserve-sale-stock.ts';
import { requestVoid } from '../voids/request-void.ts';

/** Sales with taxes, charges, advances and withholdings beside the plain one, on the real database. */
let hub: TestHub;
let shop: TestShop;

const COMPANY = { document_type: '6', document_number: '20100070970', name: 'SUPERMERCADOS DE PRUEBA S.A.' };
const cash = (amount: string) => [{ method: 'cash', amount }];
const factura = (lines: object[], paid: string | null, more: object = {}) =>
  shop.body({ document_type: 'factura', customer: COMPANY, lines, payments: paid === null ? [] : cash(paid), ...more });
const beer = { sku: 'CERVEZA', quantity: '10' };

beforeAll(async () => {
  hub = await createTestHub();
  shop = await makeShop(hub);
  const common = { unit_code: 'NIU', tracks_stock: false } as const;
  await createProduct(hub.deps, shop.ctx, { sku: 'BOLSA', name: 'Bolsa', price: '0.60', icbper: true, ...common });
  await createProduct(hub.deps, shop.ctx, {
    ...{ sku: 'CERVEZA', name: 'Cerveza', price: '11.80', ...common },
    isc: { system: '02', amount: '2.50' },
  });
  await createProduct(hub.deps, shop.ctx, { sku: 'SERVICIO', name: 'Servicio', price: '1180.00', ...common });
  await createProduct(hub.deps, shop.ctx, {
    ...{ sku: 'ARROZ', name: 'Arroz pilado', price: '104.00', igv_affectation: '17', ...common },
  });
  const { version } = await getCompany(hub.deps, shop.ctx);
  await updateCompany(hub.deps, shop.ctx, version, { detraction_account: '00-000-123456' });
}, 60_000);
afterAll(() => hub.close());

/** Sells it down to the signed document; what SUNAT would answer is written by hand. */
async function sell(body: Record<string, unknown>): Promise<{ saleId: string; documentId: string }> {
  const { saleId } = await createSale(hub.deps, shop.ctx, body);
  await reserveSaleStock(hub.deps, shop.ctx, { saleId });
  await recordSalePayment(hub.deps, shop.ctx, { saleId });
  const issued = await issueSaleDocument(hub.deps, shop.ctx, { saleId, attempt: 1 });
  if (issued.outcome !== 'issued') throw new Error(JSON.stringify(issued));
  const { documentId } = issued.document;
  await inCompany(hub.orm, shop.companyId, (tx) =>
    tx.run(`update fiscal_document set status = 'accepted' where id = $1`, [documentId]),
  );
  return { saleId, documentId };
}

/** `pointer code` of everything a request is refused for; `sold` where it is not. */
async function refused(body: Record<string, unknown>): Promise<string> {
  try {
    await createSale(hub.deps, shop.ctx, body);
    return 'sold';
  } catch (error) {
    if (!(error instanceof HubError)) throw error;
    return error.issues.map(({ pointer, code }) => `${pointer} ${code}`).join();
  }
}

/** The total that a credit note over all of a document gives back. */
async function takeBack(documentId: string, reasonCode = '01'): Promise<string> {
  const body = { document_id: documentId, reason_code: reasonCode, reason: 'Anulación' };
  const { noteId } = await createNote(hub.deps, shop.ctx, '07', body);
  const issued = await issueNote(hub.deps, shop.ctx, { noteId, attempt: 1 });
  if (issued.outcome !== 'issued') throw new Error(JSON.stringify(issued));
  const [row] = await inCompany(hub.orm, shop.companyId, (tx) =>
    tx.sql<{ total: string }>('select total from note where id = $1', [noteId]),
  );
  return row?.total ?? '';
}

describe('a cashier types nothing for what the product says', () => {
  test('bags and beer carry their taxes, and a note gives all of it back', async () => {
    const { saleId, documentId } = await sell(factura([{ sku: 'BOLSA', quantity: '2' }, beer], '119.20'));
    const sale = await getSale(hub.deps, shop.ctx, saleId);
    expect(sale.totals).toMatchObject({ icbper: '1.00', isc: '25.00', total: '119.20' });
    expect(sale.lines[0]).toMatchObject({ icbper: true, total: '1.20' });
    expect(sale.lines[1]).toMatchObject({ isc: { system: '02', amount: '2.50' }, value: '75.00' });
    expect(await takeBack(documentId)).toBe('119.20');
  });

  test('arroz pilado is amended by its own reason only', async () => {
    const { documentId } = await sell(factura([{ sku: 'ARROZ', quantity: '1' }], '104.00'));
    await expect(takeBack(documentId)).rejects.toMatchObject({ issues: [{ code: 'reason_not_for_ivap' }] });
    expect(await takeBack(documentId, '12')).toBe('104.00');
  });
});

describe('withholdings', () => {
  const service = [{ sku: 'SERVICIO', quantity: '1' }];

  test('a detracción is deposited, so that a credit leaves less pending', async () => {
    const terms = (amount: string) => ({ type: 'credit', instalments: [{ amount, due_date: '2099-01-01' }] });
    const detraction = { code: '037', percent: '12' };
    const { saleId } = await sell(factura(service, null, { detraction, payment_terms: terms('1038.00') }));
    expect((await getSale(hub.deps, shop.ctx, saleId)).detraction).toMatchObject({
      ...{ account: '00-000-123456', amount: '142.00', payment_means: '001' },
    });
    expect(await refused(factura(service, null, { detraction, payment_terms: terms('1180.00') }))).toBe(
      '/payment_terms/instalments instalments_do_not_add_up',
    );
  });

  test('a perception is paid on top of the total', async () => {
    const perception = { code: '51' };
    expect(await refused(factura(service, '1180.00', { perception }))).toBe('/payments payments_do_not_add_up');
    const { saleId } = await sell(factura(service, '1203.60', { perception }));
    const sale = await getSale(hub.deps, shop.ctx, saleId);
    expect(sale).toMatchObject({ perception: { amount: '23.60' }, totals: { total: '1180.00' } });
  });

  test('what does not fit together is refused at its field', async () => {
    const detraction = { code: '037', percent: '12' };
    expect(await refused(factura(service, '1180.00', { detraction, operation_type: '0101' }))).toBe(
      '/detraction detraction_not_allowed',
    );
    expect(await refused(factura(service, '1180.00', { operation_type: '1001' }))).toBe(
      '/detraction detraction_required',
    );
    expect(await refused(factura(service, '1180.00', { detraction: { code: '027', percent: '4' } }))).toBe(
      '/detraction/code detraction_code_not_supported',
    );
    expect(await refused(shop.body({ retention: true }))).toBe('/retention retention_buyer_without_ruc');
  });
});

describe('advances', () => {
  const service = [{ sku: 'SERVICIO', quantity: '1' }];
  const advanceOf = (unit_price: string) => sell(factura([{ sku: 'SERVICIO', quantity: '1', unit_price }], unit_price));

  test('two sales together never take off more than the advance, and a cancelled one gives its part back', async () => {
    const { documentId: document_id } = await advanceOf('590.00');
    const wanted = () => refused(factura(service, '780.00', { prepayments: [{ document_id, amount: '400.00' }] }));
    const outcomes = await Promise.all([wanted(), wanted()]);
    expect(outcomes.sort()).toEqual(['/prepayments/0/amount prepayment_exceeds_advance', 'sold']);
    const [row] = await inCompany(hub.orm, shop.companyId, (tx) =>
      tx.sql<{ sale_id: string }>('select sale_id from advance_deduction where document_id = $1', [document_id]),
    );
    await inCompany(hub.orm, shop.companyId, (tx) =>
      tx.run(`update sale set status = 'cancelled' where id = $1`, [row?.sale_id]),
    );
    const { saleId } = await sell(factura(service, '780.00', { prepayments: [{ document_id, amount: '400.00' }] }));
    await expect(takeBack(document_id)).rejects.toMatchObject({ issues: [{ code: 'advance_taken_off' }] });
    const sale = await getSale(hub.deps, shop.ctx, saleId);
    expect(sale).toMatchObject({ totals: { prepaid: '400.00', total: '780.00' }, prepayments: [{ document_id }] });
  });

  test('that is being voided is taken off by no sale, also when both come at once', async () => {
    const { documentId: document_id } = await advanceOf('590.00');
    const body = factura(service, '780.00', { prepayments: [{ document_id, amount: '400.00' }] });
    const undelivered = { reason: 'Pedido duplicado', delivered_to_buyer: false };
    const both = await Promise.allSettled([
      requestVoid(hub.deps, shop.ctx, document_id, undelivered),
      createSale(hub.deps, shop.ctx, body),
    ]);
    const codes = both.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []));
    expect(['void_in_progress', 'advance_taken_off']).toContain(codes.join());
    const { documentId: second } = await advanceOf('590.00');
    await requestVoid(hub.deps, shop.ctx, second, undelivered);
    const late = { ...body, prepayments: [{ document_id: second, amount: '400.00' }] };
    await expect(createSale(hub.deps, shop.ctx, late)).rejects.toMatchObject({ code: 'void_in_progress' });
  });

  test('of several kinds of lines come off each kind as they were', async () => {
    const lines = [
      { sku: 'SERVICIO', quantity: '1', unit_price: '118.00' },
      { sku: shop.bread.sku, quantity: '164' },
    ];
    const { documentId: document_id } = await sell(factura(lines, '200.00'));
    const { saleId } = await sell(factura(lines, '100.00', { prepayments: [{ document_id, amount: '100.00' }] }));
    const { totals } = await getSale(hub.deps, shop.ctx, saleId);
    expect(totals).toMatchObject({
      taxable: '50.00',
      igv: '9.00',
      exempt: '41.00',
      prepaid: '100.00',
      total: '100.00',
    });
  });

  test('must be accepted, of the same buyer, and within the sale', async () => {
    const { documentId: document_id } = await advanceOf('2360.00');
    const prepayments = [{ document_id, amount: '1180.01' }];
    expect(await refused(factura(service, null, { prepayments }))).toBe(
      '/prepayments/0/amount prepayment_exceeds_sale',
    );
    const other = { ...COMPANY, document_number: '20131312955' };
    const part = [{ document_id, amount: '1.18' }];
    expect(await refused(factura(service, '1178.82', { prepayments: part, customer: other }))).toBe(
      '/prepayments/0/document_id prepayment_of_other_buyer',
    );
    await inCompany(hub.orm, shop.companyId, (tx) =>
      tx.run(`update fiscal_document set status = 'pending' where id = $1`, [document_id]),
    );
    expect(await refused(factura(service, '1178.82', { prepayments: part }))).toBe(
      '/prepayments/0/document_id prepayment_not_accepted',
    );
  });
});

test('an export names a foreign buyer; its guest stays hidden unless revealed', async () => {
  const guest = [
    { code: '4000', value: 'US' },
    { code: '4001', value: 'US' },
    { code: '4002', date: '2026-11-20' },
    { code: '4003', date: '2026-11-21' },
    { code: '4004', date: '2026-11-25' },
    { code: '4005', days: 4 },
    { code: '4006', date: '2026-11-25' },
    { code: '4007', value: 'JANE DOE' },
    { code: '4008', value: '7' },
    { code: '4009', value: 'P1234567' },
  ];
  const customer = { document_type: '7', document_number: 'P1234567', name: 'JANE DOE' };
  const lines = [{ sku: 'SERVICIO', quantity: '1', igv_affectation: '40', properties: guest }];
  const { saleId, documentId } = await sell(factura(lines, '1180.00', { customer, operation_type: '0202' }));
  const told = async (reveal: boolean) =>
    (await getSale(hub.deps, { ...shop.ctx, reveal }, saleId)).lines[0]?.properties.find(({ code }) => code === '4007');
  expect(await told(false)).toMatchObject({ value: '***' });
  expect(await told(true)).toMatchObject({ value: 'JANE DOE' });
  expect(await takeBack(documentId)).toBe('1180.00');
});

test('charges, discounts beside the base, guides and a purchase order are kept, and a note gives all back', async () => {
  const body = factura([{ sku: 'SERVICIO', quantity: '1', charges: [{ code: '47', amount: '11.80' }] }], '1261.80', {
    ...{ discount_amount: '50.00', discount_code: '03', charges: [{ code: '46', amount: '120.00' }] },
    ...{ order_reference: 'OC-77', despatch_references: [{ type: '09', full_number: 'T001-9' }] },
  });
  const { saleId, documentId } = await sell(body);
  expect(await getSale(hub.deps, shop.ctx, saleId)).toMatchObject({
    ...{
      order_reference: 'OC-77',
      charges: [{ code: '46', amount: '120.00' }],
      discount_code: '03',
    },
    totals: { discount: '50.00', charge: '131.80', total: '1261.80' },
  });
  expect(await takeBack(documentId)).toBe('1261.80');
});

test('the regime of the day of the sale stands, whatever the company becomes later', async () => {
  const set = async (change: Parameters<typeof updateCompany>[3]) => {
    const { version } = await getCompany(hub.deps, shop.ctx);
    await updateCompany(hub.deps, shop.ctx, version, change);
  };
  // The special rate is known for 2026; the certificate of the test must be good then.
  hub.setNow(new Date('2026-12-15T15:00:00Z'));
  await inCompany(hub.orm, shop.companyId, (tx) =>
    tx.run(`update sunat_certificate set not_before = '2026-01-01', not_after = '2099-01-01'`),
  );
  await set({ igv_regime: 'mype_restaurants', igv_regime_from: '2026-01-01', igv_regime_until: '2026-12-31' });
  const { saleId, documentId } = await sell(
    factura([{ sku: 'SERVICIO', quantity: '1', unit_price: '110.50' }], '110.50'),
  );
  expect((await getSale(hub.deps, shop.ctx, saleId)).totals).toMatchObject({ taxable: '100.00', igv: '10.50' });
  await set({ igv_regime: 'general', igv_regime_from: null, igv_regime_until: null });
  expect(await takeBack(documentId)).toBe('110.50');
  hub.setNow(undefined);
  await expect(set({ igv_regime_from: '2027-01-01', igv_regime_until: '2026-01-01' })).rejects.toMatchObject({
    issues: [{ pointer: '/igv_regime_until' }],
  });
});
