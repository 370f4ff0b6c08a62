import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { inCompany } from '../../db/tx.ts';
import type { Book } from '../../domain/books/file-name.ts';
import { addDays, limaDate } from '../../domain/time/lima.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { partsOf } from '../../test/support/parts-of.ts';
import { createTestHub, makeProduct, makeShop, type TestHub, type TestShop } from '../../test/support/shop.ts';
import { createNote } from '../notes/create-note.ts';
import { issueNote } from '../notes/issue-note.ts';
import { createSale } from '../sales/create-sale.ts';
import { issueSaleDocument } from '../sales/issue-sale-document.ts';
import { recordSalePayment } from '../sales/record-sale-payment.ts';
import { reserveSaleStock } from '../sales/reserve-sale-stock.ts';
import { adjustStock } from '../stock/adjust-stock.ts';
import { BookQuery } from './book-query.ts';
import { exportBook } from './export-book.ts';

/** Books of real sales on a real database; each test has a shop of its own. */
let hub: TestHub;
let shop: TestShop;
const today = limaDate(new Date());
const period = today.slice(0, 7);
const code = period.replace('-', '');
/** A day of the month before. */
const before = addDays(`${period}-01`, -3);
const written = (date: string) => date.split('-').toReversed().join('/');

beforeAll(async () => {
  hub = await createTestHub();
}, 60_000);
afterAll(() => hub.close());

const run = (text: string, values: unknown[]) => inCompany(hub.orm, shop.companyId, (tx) => tx.run(text, values));

async function sold(change: Record<string, unknown> = {}, status = 'accepted'): Promise<string> {
  const { saleId } = await createSale(hub.deps, shop.ctx, shop.body(change));
  await reserveSaleStock(hub.deps, shop.ctx, { saleId });
  await recordSalePayment(hub.deps, shop.ctx, { saleId });
  const issued = await issueSaleDocument(hub.deps, shop.ctx, { saleId, attempt: 1 });
  if (issued.outcome !== 'issued') throw new Error(issued.outcome);
  await settle(issued.document.documentId, status);
  return issued.document.documentId;
}
const settle = (id: string, status: string) =>
  run('update fiscal_document set status = $2 where id = $1', [id, status]);

const FACTURA = {
  document_type: 'factura',
  customer: { document_type: '6', document_number: '20131312955', name: 'SUNAT | LIMA' },
};

async function credited(documentId: string, change: Record<string, unknown> = {}): Promise<void> {
  const body = { document_id: documentId, reason_code: '01', reason: 'Anulación de la operación', ...change };
  const { noteId } = await createNote(hub.deps, shop.ctx, '07', body);
  const issued = await issueNote(hub.deps, shop.ctx, { noteId, attempt: 1 });
  if (issued.outcome !== 'issued') throw new Error(issued.outcome);
  await settle(issued.document.documentId, 'accepted');
}

async function exported(book: Book, query: Record<string, string> = {}, ctx = shop.ctx) {
  const file = await exportBook(hub.deps, ctx, { ...BookQuery.parse({ period, ...query }), book });
  const text = Buffer.concat(await partsOf(file.stream)).toString('utf8');
  expect(Buffer.byteLength(text)).toBe(file.size);
  const lines = text === '' ? [] : text.slice(0, -2).split('\r\n');
  for (const line of lines) expect(line.endsWith('|')).toBe(true);
  return { ...file, text, lines: lines.map((line) => line.slice(0, -1).split('|')) };
}

describe('registers of sales', () => {
  test('a month without documents is an empty file that says so in its name', async () => {
    shop = await makeShop(hub);
    expect(await exported('rvie')).toMatchObject({ name: `LE${shop.ruc}${code}00140400021012`, rows: 0, size: 0 });
    expect(await exported('ple-14.1')).toMatchObject({ name: `LE${shop.ruc}${code}00140100001011`, size: 0 });
  });

  test('each document stands once, notes lower the month of what they amend, what is voided is zero', async () => {
    shop = await makeShop(hub);
    const factura = await sold(FACTURA);
    const old = await sold(FACTURA);
    await run('update fiscal_document set issue_date = $2 where id = $1', [old, before]);
    await sold({ customer: undefined, payments: [{ method: 'card_terminal', amount: '18.50' }] });
    await sold(FACTURA, 'voided');
    await sold(FACTURA, 'rejected');
    await credited(factura);
    await credited(old);

    const rvie = await exported('rvie');
    expect(rvie.name).toBe(`LE${shop.ruc}${code}00140400021112`);
    const day = written(today);
    const head = [shop.ruc, 'TIENDA DE PRUEBA S.A.C.', code, '', day, ''];
    const sunat = ['', '6', '20131312955', 'SUNAT LIMA'];
    const zero = '0.00';
    const rest = [zero, zero, zero, zero, zero, zero, zero];
    expect(rvie.lines).toEqual([
      [...head, '01', 'F001', '1', ...sunat, zero, '15.68', zero, '2.82', zero, ...rest, '18.50', ...none()],
      [...head, '01', 'F001', '3', ...sunat, zero, zero, zero, zero, zero, ...rest, zero, ...none()],
      [
        ...[...head, '03', 'B001', '1', '', '0', '00000000', 'CLIENTES VARIOS'],
        ...[zero, '15.68', zero, '2.82', zero, ...rest, '18.50', ...none()],
      ],
      [
        ...[...head, '07', 'FC01', '1', ...sunat, zero, '-15.68', zero, '-2.82', zero, ...rest, '-18.50'],
        ...['PEN', '', day, '01', 'F001', '1', ''],
      ],
      [
        ...[...head, '07', 'FC01', '2', ...sunat, zero, zero, '-15.68', zero, '-2.82', ...rest, '-18.50'],
        ...['PEN', '', written(before), '01', 'F001', '2', ''],
      ],
    ]);

    const ple = await exported('ple-14.1');
    expect(ple.lines.map((cells) => cells.length)).toEqual([35, 35, 35, 35, 35, 35]);
    expect(ple.lines.map((cells) => [cells[5], cells[6], cells[7], cells[24], cells[34]])).toEqual([
      ['01', 'F001', '1', '18.50', '1'],
      ['01', 'F001', '3', '0.00', '2'],
      ['01', 'F001', '4', '0.00', '2'],
      ['03', 'B001', '1', '18.50', '1'],
      ['07', 'FC01', '1', '-18.50', '1'],
      ['07', 'FC01', '2', '-18.50', '1'],
    ]);
    // Nobody is named below 700 soles; what was paid by card says so.
    expect(ple.lines[3]?.slice(9, 12)).toEqual(['', '', '']);
    expect(ple.lines.map((cells) => cells[33])).toEqual(['', '', '', '1', '', '']);
    expect(new Set(ple.lines.map((cells) => cells[1])).size).toBe(6);
    expect((await exported('ple-14.1', { rejected: 'omit' })).rows).toBe(5);
    expect((await exported('rvie', { rejected: 'zero' })).rows).toBe(6);
    expect((await exported('rvie', { period: before.slice(0, 7) })).lines.map((cells) => cells[8])).toEqual(['2']);
  });

  test('dollars become soles at the rate of the sale, and of the day where it kept none', async () => {
    shop = await makeShop(hub);
    const dollars = { id: uuidv7(), sku: 'USB-C' };
    await inCompany(hub.orm, shop.companyId, (tx) => makeProduct(tx, shop.warehouseId, { ...dollars, ...USB }, '50'));
    const order = {
      ...{ ...FACTURA, currency: 'USD', lines: [{ sku: dollars.sku, quantity: '1' }] },
      payments: [{ method: 'cash', amount: '11.80' }],
    };
    await sold({ ...order, exchange_rate: '3.75' });
    const [cells = []] = (await exported('rvie')).lines;
    expect([cells[14], cells[16], cells[25], cells[26], cells[27]]).toEqual(['37.50', '6.75', '44.25', 'USD', '3.750']);

    await sold(order);
    await expect(exported('rvie')).rejects.toMatchObject({
      ...{ kind: 'invalid', code: 'book_row_invalid' },
      issues: [{ pointer: '/rows/2/28', code: 'exchange_rate_required', detail: expect.stringContaining('F001-2') }],
    });
    const told = await exported('ple-14.1', { exchange_rates: `${today}:USD:3.801` });
    expect(told.lines.map((row) => [row[24], row[26]])).toEqual([
      ['44.25', '3.750'],
      ['44.85', '3.801'],
    ]);
  });

  test('nothing is given while a document waits for SUNAT or is being voided', async () => {
    shop = await makeShop(hub);
    const waiting = await sold(FACTURA, 'pending');
    const refusal = {
      ...{ kind: 'conflict', code: 'book_not_ready' },
      issues: [
        { pointer: `/documents/${waiting}`, code: 'document_not_settled', detail: expect.stringContaining('F001-1') },
      ],
    };
    await expect(exported('rvie')).rejects.toMatchObject(refusal);
    await settle(waiting, 'accepted');
    expect((await exported('rvie')).rows).toBe(1);
    await run(
      `insert into document_void (id, company_id, act, document_id, sale_id, reason, workflow_id, request_id, version)
       select gen_random_uuid(), company_id, 'voided_documents', id, sale_id, 'Error', 'w', 'r', 1
         from fiscal_document where id = $1`,
      [waiting],
    );
    await expect(exported('ple-14.1')).rejects.toMatchObject(refusal);
  });

  test('tests stay out of the books of a company in production', async () => {
    shop = await makeShop(hub);
    await sold(FACTURA);
    await run(`update company set sunat_environment = 'production' where id = $1`, [shop.companyId]);
    expect((await exported('rvie')).rows).toBe(0);
  });

  test('only who keeps the books reads them, each time on record, and no month before it begins', async () => {
    shop = await makeShop(hub);
    await expect(exported('rvie', {}, shop.as('documents:read', 'documents:files'))).rejects.toMatchObject({
      kind: 'forbidden',
    });
    const [year = 0] = period.split('-').map(Number);
    await expect(exported('rvie', { period: `${year + 1}-12` })).rejects.toMatchObject({
      issues: [{ pointer: '/period', code: 'period_in_future' }],
    });
    await exported('rvie', {}, shop.as('books:read'));
    const rows = await inCompany(hub.orm, shop.companyId, (tx) =>
      tx.sql<{ action: string }>(`select action from audit where entity = 'book'`),
    );
    expect(rows).toEqual([{ action: 'book.export' }]);
  });

  test('thousands of documents come whole and in order, a part at a time', async () => {
    shop = await makeShop(hub);
    const model = await sold({ customer: undefined });
    await run(COPIES, [model, 3000]);
    const file = await exportBook(hub.deps, shop.ctx, { ...BookQuery.parse({ period }), book: 'rvie' });
    const parts = await partsOf(file.stream);
    expect(Math.max(...parts.map((part) => part.byteLength))).toBeLessThanOrEqual(64 * 1024);
    const numbers = Buffer.concat(parts).toString('utf8').trimEnd().split('\r\n');
    expect(numbers.map((line) => Number(line.split('|')[8]))).toEqual(Array.from({ length: 3001 }, (_, n) => n + 1));
  });
});

const none = () => ['PEN', '', '', '', '', '', ''];
const USB = { name: 'Cable USB', price: '11.80', currency: 'USD', affectation: '10' };

/** Copies of a document under the numbers that follow; a database lets the same sale have them only as other attempts. */
const COPIES = `
  insert into fiscal_document (id, company_id, sale_id, source_type, source_id, issue_attempt, environment, type, series,
    number, issue_date, issue_time, currency, totals, total, hash, qr, file_name, status, deadline_at, version)
  select gen_random_uuid(), company_id, sale_id, source_type, gen_random_uuid(), 1, environment, type, series,
    number + n, issue_date, issue_time, currency, totals, total, hash, qr, file_name || n, status, deadline_at, 1
    from fiscal_document, generate_series(1, $2::int) n where id = $1`;

describe('stock books', () => {
  test('each item begins with what was there, and every movement changes the balance to the cent', async () => {
    shop = await makeShop(hub, { stock: '3' });
    const factura = await sold(FACTURA);
    await adjustStock(hub.deps, shop.ctx, {
      ...{ warehouse_id: shop.warehouseId, reason_code: 'count', note: 'Conteo' },
      lines: [{ product_id: shop.coffee.id, quantity: '2', unit_cost: '10.03' }],
    });
    await credited(factura);
    const { name, lines } = await exported('ple-13.1');
    expect(name).toBe(`LE${shop.ruc}${code}00130100001111`);
    const day = written(today);
    const coffee = ['0000', '9', '01', 'CAFE-250', '', ''];
    const item = ['Café molido 250 g', 'NIU', '1'];
    const zero = ['0.00', '0.00', '0.00'];
    expect(lines.map((cells) => cells.slice(2))).toEqual([
      [
        ...['A1', ...coffee, `01/${day.slice(3)}`, '00', '0', '0', '16', ...item],
        ...['3.00', '10.00', '30.00', ...zero, '3.00', '10.00', '30.00', '1'],
      ],
      [
        ...['M1', ...coffee, day, '01', 'F001', '1', '01', ...item],
        ...[...zero, '-1.00', '10.00', '-10.00', '2.00', '10.00', '20.00', '1'],
      ],
      [
        ...['M1', ...coffee, day, '00', '0', '0', '28', ...item],
        ...['2.00', '10.03', '20.06', ...zero, '4.00', '10.015', '40.06', '1'],
      ],
      [
        ...['M1', ...coffee, day, '07', 'FC01', '1', '05', ...item],
        ...['1.00', '10.00', '10.00', ...zero, '5.00', '10.012', '50.06', '1'],
      ],
      [
        ...[
          'A1',
          '0000',
          '9',
          '01',
          'PAN-001',
          '',
          '',
          `01/${day.slice(3)}`,
          '00',
          '0',
          '0',
          '16',
          'Pan francés',
          'NIU',
          '1',
        ],
        ...['3.00', '10.00', '30.00', ...zero, '3.00', '10.00', '30.00', '1'],
      ],
    ]);
    const units = await exported('ple-12.1');
    expect(units.name).toBe(`LE${shop.ruc}${code}00120100001111`);
    expect(units.lines.map((cells) => cells.slice(16))).toEqual([
      ...[
        ['3.00', '0.00', '1'],
        ['0.00', '-1.00', '1'],
        ['2.00', '0.00', '1'],
        ['1.00', '0.00', '1'],
      ],
      ['3.00', '0.00', '1'],
    ]);
  });

  test('a unit that the books do not know is named by line and column', async () => {
    shop = await makeShop(hub);
    await run(`update product set unit_code = 'ZZ' where id = $1`, [shop.bread.id]);
    await expect(exported('ple-12.1')).rejects.toMatchObject({
      code: 'book_row_invalid',
      issues: [{ pointer: '/rows/2/16', code: 'unknown_unit', detail: expect.stringContaining('PAN-001') }],
    });
  });
});
