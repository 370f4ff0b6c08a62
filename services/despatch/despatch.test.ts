import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { inCompany } from '../../db/tx.ts';
import { HubError } from '../../domain/errors.ts';
import { addValidityAccess } from '../../test/process/support/validity-access.ts';
import { createTestHub, makeShop, type TestHub, type TestShop } from '../../test/support/shop.ts';
import { createSale } from '../sales/create-sale.ts';
import { issueSaleDocument } from '../sales/issue-sale-document.ts';
import { recordSalePayment } from '../sales/record-sale-payment.ts';
import { reserveSaleStock } from '../sales/reserve-sale-stock.ts';
import { getDocument, listDocuments } from '../documents/read-documents.ts';
import { getDocumentFile } from '../documents/get-document-file.ts';
import { cancelDespatch } from './cancel-despatch.ts';
import { createDespatch } from './create-despatch.ts';
import { issueDespatch } from './issue-despatch.ts';
import { listDespatchEvents } from './list-despatch-events.ts';
import { prepareDespatchReissue } from './prepare-despatch-reissue.ts';
import { getDespatch, listDespatches } from './read-despatches.ts';
import { requestDespatchCancel } from './request-despatch-cancel.ts';

let hub: TestHub;
let shop: TestShop;

beforeAll(async () => {
  hub = await createTestHub();
  shop = await makeShop(hub);
  await addValidityAccess(hub.deps, shop);
}, 60_000);
afterAll(() => hub.close());

const BY = { kind: 'user', id: '0190a000-0000-7000-8000-000000000001', requestId: 'r' } as const;
const TODAY = new Date(Date.now() - 5 * 3_600_000).toISOString().slice(0, 10);
const DRIVER = {
  ...{ document_type: '1', document_number: '41234567', first_name: 'LUIS', last_name: 'ROJAS', licence: 'Q-41234567' },
};
const TRANSPORT = {
  ...{
    mode: '02',
    start_date: TODAY,
    weight: '12.5',
    packages: 2,
    vehicles: [{ plate: 'abc-123' }],
    drivers: [DRIVER],
  },
  destination: { ubigeo: '150131', street: 'Calle Las Begonias 441' },
};
const COMPANY = { document_type: '6', document_number: '20131312955', name: 'COMERCIAL SAC' };

const body = (change: Record<string, unknown> = {}) => ({
  ...TRANSPORT,
  ...{ warehouse_id: shop.warehouseId, motive: '13', motive_text: 'Exhibición', recipient: COMPANY },
  lines: [{ sku: shop.coffee.sku, quantity: '3' }],
  ...change,
});
const create = (change: Record<string, unknown> = {}, by = shop) => createDespatch(hub.deps, by.ctx, body(change));
const issue = ({ despatchId }: { despatchId: string }, attempt = 1) =>
  issueDespatch(hub.deps, shop.ctx, { despatchId, attempt });
const view = (despatchId: string, reveal = false) => getDespatch(hub.deps, { ...shop.ctx, reveal }, despatchId);

async function sold(kind: 'boleta' | 'factura' = 'factura'): Promise<{ saleId: string; number: string }> {
  const change = kind === 'factura' ? { document_type: 'factura', customer: COMPANY } : {};
  const { saleId } = await createSale(hub.deps, shop.ctx, shop.body(change));
  await reserveSaleStock(hub.deps, shop.ctx, { saleId });
  await recordSalePayment(hub.deps, shop.ctx, { saleId });
  const issued = await issueSaleDocument(hub.deps, shop.ctx, { saleId, attempt: 1 });
  if (issued.outcome !== 'issued') throw new Error(issued.outcome);
  return { saleId, number: issued.document.fullNumber };
}

async function setDocument(despatchId: string, status: string): Promise<string> {
  const { document } = await view(despatchId);
  await inCompany(hub.orm, shop.companyId, async (tx) => {
    await tx.run('update fiscal_document set status = $2 where id = $1', [document?.id, status]);
    await tx.run(`update despatch_advice set status = 'needs_attention' where id = $1`, [despatchId]);
  });
  return document?.id ?? '';
}

const issuesOf = async (promise: Promise<unknown>): Promise<string[]> => {
  const error = await promise.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  if (!(error instanceof HubError)) throw new Error('It was not refused');
  return (error.issues ?? []).map(({ pointer, code, sunatCode }) => `${pointer} ${code} ${sunatCode ?? ''}`.trim());
};

describe('a guía', () => {
  test('of a sale takes recipient, goods, receipt and origin from it', async () => {
    const sale = await sold();
    const made = await createDespatch(hub.deps, shop.ctx, { ...TRANSPORT, sale_id: sale.saleId });
    expect(await view(made.despatchId)).toMatchObject({
      ...{ status: 'received', type: '09', motive: '01', sale_id: sale.saleId, series: 'T001', document: null },
      recipient: { document_number: COMPANY.document_number, name: COMPANY.name },
      origin: { ubigeo: '150101', street: 'AV. AREQUIPA 1234' },
      related_documents: [{ type: '01', number: sale.number, issuer_ruc: shop.ruc }],
      lines: [{ line: 1, sku: 'CAFE-250', description: 'Café molido 250 g', quantity: '1' }],
      vehicles: [{ plate: 'ABC123' }],
    });
  });

  test('is issued once under a number of its series, with the bytes kept; run again it answers the same', async () => {
    const made = await create();
    const first = await issue(made);
    expect(first).toMatchObject({ outcome: 'issued', document: { type: '09', fullNumber: 'T001-1' } });
    expect(await issue(made)).toEqual(first);
    const { status, document } = await view(made.despatchId);
    expect(status).toBe('issued');
    const file = await getDocumentFile(hub.deps, shop.ctx, document?.id ?? '', 'xml');
    expect(file.name).toBe(`${shop.ruc}-09-T001-1.xml`);
    expect(file.bytes.toString('utf8')).toContain('<cbc:HandlingInstructions>Exhibición</cbc:HandlingInstructions>');
    expect(await getDocument(hub.deps, shop.ctx, document?.id ?? '')).toMatchObject({
      ...{ type: '09', full_number: 'T001-1', sale_id: null, qr: '', totals: { total: '0.00' } },
    });
    const listed = await listDocuments(hub.deps, shop.ctx, { document_type: '09' }, { limit: 10, after: null });
    expect(listed.rows.map(({ full_number }) => full_number)).toEqual(['T001-1']);
  });

  test('takes numbers without gaps or twins when many are issued at once', async () => {
    const made = await Promise.all(Array.from({ length: 6 }, () => create({ type: '31', ...CARRIED })));
    const issued = await Promise.all(made.map((one) => issue(one)));
    const numbers = issued.map((one) => (one.outcome === 'issued' ? one.document.fullNumber : one.outcome));
    expect(numbers.sort()).toEqual([1, 2, 3, 4, 5, 6].map((number) => `V001-${number}`));
  });

  test('keeps persons sealed, and shows their numbers only when revealed', async () => {
    const person = { document_type: '1', document_number: '45678912', name: 'ANA QUISPE' };
    const { despatchId } = await create({ recipient: person });
    expect(await view(despatchId)).toMatchObject({
      recipient: { document_number: '****12', name: 'ANA QUISPE' },
      destination: { street: 'Calle ****' },
      drivers: [{ document_number: '****67', licence: '****67' }],
    });
    expect(await view(despatchId, true)).toMatchObject({
      recipient: { document_number: '45678912' },
      drivers: [{ licence: 'Q41234567' }],
    });
    const [row] = await inCompany(hub.orm, shop.companyId, (tx) =>
      tx.sql<{ text: string }>(`select despatch_advice::text as text from despatch_advice where id = $1`, [despatchId]),
    );
    expect(row?.text).not.toContain('45678912');
  });

  test('between establishments is the company’s own at both ends', async () => {
    const own = { ubigeo: '150131', street: 'Almacén 2', ruc: shop.ruc, establishment_code: '0002' };
    const { despatchId } = await create({
      motive: '04',
      motive_text: undefined,
      recipient: undefined,
      destination: own,
    });
    expect(await view(despatchId)).toMatchObject({
      recipient: { document_number: shop.ruc },
      origin: { ruc: shop.ruc, establishment_code: '0000' },
    });
  });
});

const CARRIED = {
  ...{ motive: undefined, motive_text: undefined, mode: undefined, sender: COMPANY, mtc_number: '15M26000001' },
  ...{ vehicles: [{ plate: 'ABC123', permit: 'TUC1234567' }], indicators: ['freight_by_sender'] },
  recipient: { document_type: '1', document_number: '45678912', name: 'ANA QUISPE' },
};

describe('what a request may say', () => {
  test.each<[string, Record<string, unknown>, string]>([
    ['an unknown motive', { motive: '99' }, '/motive unknown_motive 3405'],
    ['no driver', { drivers: [] }, '/drivers driver_missing 3357'],
    [
      'a carrier in private transport',
      { carrier: { ruc: '20100070970', name: 'X' } },
      '/carrier carrier_not_allowed 3347',
    ],
    ['a start that is over', { start_date: '2026-01-01' }, '/start_date start_before_issue 3343'],
    [
      'an unknown ubigeo',
      { destination: { ubigeo: '999999', street: 'Calle 1' } },
      '/destination/ubigeo unknown_ubigeo 3368',
    ],
    ['an unknown product', { lines: [{ sku: 'NADA', quantity: '1' }] }, '/lines/0/sku not_found'],
    ['no goods', { lines: [] }, '/lines lines_missing 3435'],
    ['a series of another kind', { series: 'F001' }, '/series not_found'],
    ['an unknown sale', { sale_id: '018f0000-0000-7000-8000-000000000009' }, '/sale_id not_found'],
    ['an unknown warehouse', { warehouse_id: '018f0000-0000-7000-8000-000000000009' }, '/warehouse_id not_found'],
    ['no recipient', { recipient: undefined }, '/recipient required'],
    ['a field that is none', { colour: 'red' }, '/colour unknown_field'],
  ])('%s is refused at its place', async (_name, change, expected) => {
    expect(await issuesOf(create(change))).toContain(expected);
  });

  test('without an API client of SUNAT nothing is taken on', async () => {
    const bare = await makeShop(hub);
    const refused = createDespatch(hub.deps, bare.ctx, body({ warehouse_id: bare.warehouseId }));
    expect(await issuesOf(refused)).toEqual(['gre_client_missing']);
  });

  test('who may not issue guías is refused', async () => {
    const reader = shop.as('despatch_advices:read');
    await expect(createDespatch(hub.deps, reader, body())).rejects.toMatchObject({ kind: 'forbidden' });
  });

  test('the list is filtered by sale, type and status', async () => {
    const sale = await sold('boleta');
    const buyer = { document_type: '1', document_number: '45678912', name: 'ROSA' };
    await createDespatch(hub.deps, shop.ctx, { ...TRANSPORT, sale_id: sale.saleId, recipient: buyer });
    const page = (filter: object) => listDespatches(hub.deps, shop.ctx, filter, { limit: 50, after: null });
    expect((await page({ sale_id: sale.saleId, status: 'received' })).rows).toHaveLength(1);
    expect((await page({ sale_id: sale.saleId, type: '31' })).rows).toHaveLength(0);
    expect((await page({ type: '31' })).rows).toHaveLength(6);
  });
});

describe('a guía that is not issued, or has no effect', () => {
  test('is cancelled before its issue, and is not issued afterwards', async () => {
    const made = await create();
    expect(await requestDespatchCancel(hub.deps, shop.ctx, made.despatchId, { reason: 'No sale' })).toEqual({
      state: 'cancelled',
    });
    expect(await issue(made)).toEqual({ outcome: 'cancelled' });
    expect(await view(made.despatchId)).toMatchObject({
      ...{ status: 'cancelled', document: null, cancellation: { code: 'not_issued', reason: 'No sale' } },
    });
  });

  test('is not cancelled once it is issued', async () => {
    const made = await create();
    await issue(made);
    const again = requestDespatchCancel(hub.deps, shop.ctx, made.despatchId, { reason: 'No sale' });
    await expect(again).rejects.toMatchObject({ code: 'already_issued' });
    await setDocument(made.despatchId, 'sending');
    const decided = cancelDespatch(hub.deps, shop.ctx, { despatchId: made.despatchId, reason: 'No sale', by: BY });
    await expect(decided).rejects.toMatchObject({ code: 'document_in_force' });
  });

  test('rejected, is issued anew with what was corrected, under another number', async () => {
    const made = await create();
    await issue(made);
    const replaces = await setDocument(made.despatchId, 'rejected');
    const input = { despatchId: made.despatchId, replaces, reason: 'Placa equivocada', by: BY };
    const wrong = await prepareDespatchReissue(hub.deps, shop.ctx, { ...input, changes: { vehicles: [] } });
    expect(wrong).toMatchObject({ outcome: 'invalid', issues: [{ pointer: '/changes/vehicles', sunatCode: '2566' }] });
    const changes = { vehicles: [{ plate: 'XYZ-987' }] };
    expect(await prepareDespatchReissue(hub.deps, shop.ctx, { ...input, changes })).toEqual({
      ...{ outcome: 'ready', attempt: 2 },
    });
    expect(await prepareDespatchReissue(hub.deps, shop.ctx, input)).toEqual({ outcome: 'ready', attempt: 2 });
    const second = await issue(made, 2);
    if (second.outcome !== 'issued') throw new Error(second.outcome);
    const file = await getDocumentFile(hub.deps, shop.ctx, second.document.documentId, 'xml');
    expect(file.bytes.toString('utf8')).toContain('<cbc:ID>XYZ987</cbc:ID>');
    expect((await view(made.despatchId)).documents.map(({ status }) => status)).toEqual(['rejected', 'issued']);
    const events = await listDespatchEvents(hub.deps, shop.ctx, made.despatchId, { limit: 20, after: null });
    expect(events.rows.map(({ kind }) => kind)).toEqual(['document_issued', 'decision', 'document_issued', 'received']);
  });
});
