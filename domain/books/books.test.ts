import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Decimal } from '../decimal.ts';
import { rowCheck } from './column.ts';
import { bookFileName } from './file-name.ts';
import { ple120100Columns, ple130100Columns, ple140100Columns, rvieColumns } from './generated/columns.ts';
import type { StockEntry } from './kardex/entry.ts';
import { operationOf } from './kardex/operation.ts';
import { productCode } from './kardex/stock-cells.ts';
import { createValuer } from './kardex/value-stock.ts';
import { bookPeriod } from './period.ts';
import { ple120100Rows } from './ple-120100/ple-120100.ts';
import { ple130100Rows } from './ple-130100/ple-130100.ts';
import { ple140100Row } from './ple-140100/ple-140100.ts';
import { rvieRow } from './rvie/rvie.ts';
import type { BookHead, SalesEntry } from './sales/entry.ts';

const period = bookPeriod('2026-11');
if (period === null) throw new Error('no period');
const head: BookHead = { ruc: '20123456786', name: 'BODEGA S.A.C.', period };

const TOTALS = {
  ...{ taxable: '100.00', exempt: '0.00', unaffected: '0.00', export: '0.00', igv: '18.00', isc: '0.00' },
  ...{ icbper: '0.00', discount: '0.00', charge: '0.00', total: '118.00' },
};
const factura: SalesEntry = {
  ...{ id: '018f0000-0000-7000-8000-000000000001', type: '01', series: 'F001', number: 257, issueDate: '2026-11-05' },
  ...{ inForce: true, currency: 'PEN', exchangeRate: null, totals: TOTALS, amended: null, paidByBank: false },
  customer: { documentType: '6', documentNumber: '20600000022', name: 'CLIENTE SAC' },
};
const note: SalesEntry = {
  ...factura,
  ...{ type: '07', series: 'FC01', number: 45 },
  amended: { type: '01', series: 'F001', number: 257, issueDate: '2026-11-05' },
};
const amountsOf = (entry: SalesEntry) => rvieRow(entry, head)[0].slice(13, 26).map(Number);
const faultsOf = (entry: SalesEntry) => ({
  rvie: rvieRow(entry, head)[1].map(({ column, code }) => `${column} ${code}`),
  ple: ple140100Row(entry, head)[1].map(({ column, code }) => `${column} ${code}`),
});
const sound = { rvie: [], ple: [] };

describe('the months and names of books', () => {
  test('a month has its own last day, and nothing else is a month', () => {
    expect(bookPeriod('2024-02')).toEqual({ code: '202402', firstDay: '2024-02-01', lastDay: '2024-02-29' });
    expect(bookPeriod('2026-12')?.lastDay).toBe('2026-12-31');
    for (const text of ['2026-13', '2026-00', '2026-1', '202611', '2026-11-01', ''])
      expect(bookPeriod(text)).toBeNull();
  });

  test('the name says company, month, book, and whether there is anything in it', () => {
    expect(bookFileName('rvie', '20123456789', period, true)).toBe('LE2012345678920261100140400021112');
    expect(bookFileName('ple-14.1', '20123456789', period, true)).toBe('LE2012345678920261100140100001111');
    expect(bookFileName('ple-13.1', '20123456789', period, false)).toBe('LE2012345678920261100130100001011');
  });

  test('the layouts have the columns that a taxpayer fills', () => {
    const counts = [rvieColumns, ple140100Columns, ple130100Columns, ple120100Columns].map((one) => one.length);
    expect(counts).toEqual([33, 35, 27, 19]);
    for (const columns of [rvieColumns, ple140100Columns, ple130100Columns, ple120100Columns])
      expect(columns.map(({ field }) => field)).toEqual(columns.map((_, index) => index + 1));
  });
});

describe('the check of a cell', () => {
  const column = { field: 1, name: 'x', required: true };
  test.each([
    ['12,2', 'N', '-1234567890.12', ''],
    ['12,2', 'N', '1234567890123.00', 'invalid_format'],
    ['12,2', 'N', '1.234', 'invalid_format'],
    ['12,2', 'N', '- 1.23', 'invalid_format'],
    ['1,3', 'N', '3.754', ''],
    ['8', 'N', '20261100', ''],
    ['8', 'N', '2026110', 'too_short'],
    ['2-10', 'A', 'M', 'too_short'],
    ['..4', 'A', 'F0011', 'too_long'],
    ['..40', 'T', 'a|b', 'invalid_character'],
    ['..40', 'T', 'a\nb', 'invalid_character'],
    ['10', 'D', '29/02/2026', 'invalid_date'],
    ['10', 'D', '28/02/2026', ''],
    ['..4', 'A', '', 'required'],
  ])('%s %s takes %j: %s', (length, format, value, code) => {
    expect(rowCheck([{ ...column, length, format }])([value]).map((issue) => issue.code)).toEqual(code ? [code] : []);
  });
});

describe('a row of sales', () => {
  test('a credit note over an earlier month lowers in the columns of discounts, as in a file that SUNAT accepted', () => {
    const earlier = { ...note, amended: { ...factura, issueDate: '2026-10-31' } };
    expect(amountsOf(earlier)).toEqual([0, 0, -100, 0, -18, 0, 0, 0, 0, 0, 0, 0, -118]);
    expect(amountsOf(note)).toEqual([0, -100, 0, -18, 0, 0, 0, 0, 0, 0, 0, 0, -118]);
    expect(rvieRow(earlier, head)[0].slice(26).join('|')).toBe('PEN||31/10/2026|01|F001|257|');
    expect(amountsOf({ ...earlier, type: '08' })).toEqual([0, 100, 0, 18, 0, 0, 0, 0, 0, 0, 0, 0, 118]);
  });

  test('exports, selective tax, bags, rice and charges beside the base have columns of their own', () => {
    const of = (totals: Partial<SalesEntry['totals']>) =>
      amountsOf({ ...factura, totals: { ...TOTALS, taxable: '0.00', igv: '0.00', ...totals } });
    expect(of({ export: '50.00', total: '50.00' })).toEqual([50, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 50]);
    expect(of({ exempt: '4.00', unaffected: '6.00', total: '10.00' })).toEqual([
      0, 0, 0, 0, 0, 4, 6, 0, 0, 0, 0, 0, 10,
    ]);
    expect(of({ taxable: '100.00', isc: '20.00', igv: '21.60', icbper: '0.50', total: '142.10' })).toEqual([
      ...[0, 100, 0, 21.6, 0, 0, 0, 20, 0, 0, 0.5, 0, 142.1],
    ]);
    expect(of({ ivap_base: '100.00', ivap: '4.00', total: '104.00' })).toEqual([
      0, 0, 0, 0, 0, 0, 0, 0, 100, 4, 0, 0, 104,
    ]);
    expect(of({ exempt: '100.00', charge: '10.00', total: '110.00' })).toEqual([
      0, 0, 0, 0, 0, 100, 0, 0, 0, 0, 0, 10, 110,
    ]);
    expect(of({ exempt: '100.00', discount: '5.00', total: '95.00' })).toEqual([
      0, 0, 0, 0, 0, 100, 0, 0, 0, 0, 0, -5, 95,
    ]);
  });

  test('gifts alone are a row at zero, and so is what was voided', () => {
    const nothing = { ...TOTALS, taxable: '0.00', igv: '0.00', total: '0.00' };
    for (const entry of [
      { ...factura, totals: nothing },
      { ...factura, inForce: false },
    ]) {
      expect(amountsOf(entry).every((amount) => amount === 0)).toBe(true);
      expect(faultsOf(entry)).toEqual(sound);
    }
    expect(ple140100Row({ ...factura, inForce: false }, head)[0].at(-1)).toBe('2');
  });

  test('whatever the rate, the row adds up to the cent and its parts are the rounded ones', () => {
    const cents = fc.integer({ min: 0, max: 99_999_999 }).map((value) => (value / 100).toFixed(2));
    fc.assert(
      fc.property(
        fc.tuple(cents, cents, cents, cents, cents),
        fc.integer({ min: 1, max: 9999 }),
        ([taxable, igv, exempt, isc, icbper], rate) => {
          const total = [taxable, igv, exempt, isc, icbper]
            .reduce((sum, one) => sum.plus(one), new Decimal(0))
            .toFixed(2);
          const totals = { ...TOTALS, taxable, igv, exempt, isc, icbper, total };
          const dollars = { ...note, currency: 'USD', exchangeRate: (rate / 1000).toFixed(3), totals };
          const cells = rvieRow(dollars, head)[0].slice(13, 26);
          const parts = cells.slice(0, -1).reduce((sum, cell) => sum.plus(cell), new Decimal(0));
          expect(parts.toFixed(2)).toBe(cells.at(-1));
          expect(faultsOf(dollars)).toEqual(sound);
        },
      ),
      { numRuns: 100 },
    );
  });

  test.each<[string, Partial<SalesEntry>, string, string]>([
    ['no rate', { currency: 'USD' }, '28 exchange_rate_required', '27 exchange_rate_required'],
    ['a rate beyond its column', { currency: 'KWD', exchangeRate: '12.3' }, '28 invalid_value', '27 invalid_value'],
    ['another month', { issueDate: '2026-12-01' }, '5 invalid_date', '4 invalid_date'],
    ['a series of another type', { series: 'B001' }, '8 invalid_series', '7 invalid_series'],
    ['a note over nothing', { type: '07' }, '29 required', '28 required'],
    [
      'a total that nothing explains',
      { totals: { ...TOTALS, total: '120.00' } },
      '25 invalid_value',
      '24 invalid_value',
    ],
    [
      'a short DNI',
      { customer: { documentType: '1', documentNumber: '123', name: 'ANA' } },
      '12 invalid_document_number',
      '11 invalid_document_number',
    ],
  ])('%s is named by its column', (_name, change, rvie, ple) => {
    const found = faultsOf({ ...factura, ...change });
    expect(found.rvie).toContain(rvie);
    expect(found.ple).toContain(ple);
  });

  test('a boleta names its buyer from 700 soles on; 14.1 knows no documents of SIRE alone', () => {
    const boleta = (total: string, customer: SalesEntry['customer']) => ({
      ...{ ...factura, type: '03' as const, series: 'B001', customer },
      totals: { ...TOTALS, taxable: '0.00', igv: '0.00', exempt: total, total },
    });
    const nobody = { documentType: '0', documentNumber: '00000000', name: 'CLIENTES VARIOS' };
    expect(faultsOf(boleta('699.99', nobody)).ple).toEqual([]);
    expect(faultsOf(boleta('700.00', nobody)).ple).toEqual(['10 required']);
    const foreign = { documentType: 'B', documentNumber: 'X-1', name: 'JANE DOE' };
    expect(ple140100Row(boleta('10.00', foreign), head)[0].slice(9, 12)).toEqual(['0', 'X-1', 'JANE DOE']);
    expect(rvieRow(boleta('10.00', foreign), head)[0].slice(10, 13)).toEqual(['B', 'X-1', 'JANE DOE']);
  });

  test('names cannot break a row', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (name) => {
        const cells = ple140100Row({ ...factura, customer: { ...factura.customer, name } }, head)[0];
        expect(/[|/\\\n\r]/.test(cells[11] ?? '')).toBe(false);
        expect((cells[11] ?? '').length).toBeLessThanOrEqual(100);
      }),
      { numRuns: 200 },
    );
  });
});

const entry = (change: Partial<StockEntry>): StockEntry => ({
  ...{ itemId: 'i', key: '018f00000000700080000000000000aa', opening: false, place: '0000', date: '2026-11-05' },
  product: {
    id: '018f0000-0000-7000-8000-0000000000aa',
    sku: 'CAFE-250',
    name: 'Café',
    unitCode: 'NIU',
    sunatCode: null,
    barcode: null,
  },
  document: { type: '01', series: 'F001', number: 1, date: '2026-11-05' },
  ...{ operation: '01', quantity: '-1', unitCost: '0.0375', averageCost: '0.0375' },
  ...change,
});

describe('a row of stock', () => {
  test('cheap goods sold one by one leave nothing behind, and every row ties to its total', () => {
    const value = createValuer();
    value(entry({ opening: true, quantity: '1000' }));
    let last = value(entry({}));
    for (let n = 1; n < 1000; n++) {
      last = value(entry({}));
      const { quantity, unitCost, total } = last.moved;
      expect(quantity.times(unitCost).toDecimalPlaces(2).equals(total)).toBe(true);
    }
    expect([last.balance.quantity.toFixed(), last.balance.total.toFixed(2)]).toEqual(['0', '0.00']);
  });

  test('a month begins with the value with which the one before ended', () => {
    const rows = ple130100Rows(period);
    rows(entry({ opening: true, quantity: '7', averageCost: '3.333333', unitCost: '3.333333' }));
    const [ended] = rows(entry({ quantity: '-3', averageCost: '3.333333', unitCost: '3.333333' }));
    const opening = entry({ opening: true, quantity: '4', averageCost: '3.333333', unitCost: '3.333333' });
    const [begins] = ple130100Rows(period)(opening);
    expect(begins.slice(17, 20)).toEqual(ended.slice(23, 26));
  });

  test('stock below zero is written, never refused', () => {
    const rows = ple130100Rows(period);
    rows(entry({ opening: true, document: null, operation: '16', quantity: '-5', averageCost: '5', unitCost: '5' }));
    const [cells, issues] = rows(entry({ operation: '28', quantity: '1', unitCost: '100', averageCost: '100' }));
    expect(cells.slice(17)).toEqual([
      '1.00',
      '100.00',
      '-375.00',
      '0.00',
      '0.00',
      '0.00',
      '-4.00',
      '100.00',
      '-400.00',
      '1',
    ]);
    expect(issues).toEqual([]);
  });

  test('units are two decimals here and their sum stays that of the stock', () => {
    const rows = ple120100Rows(period);
    const moved = Array.from({ length: 8 }, () => Number(rows(entry({ quantity: '-0.125' }))[0][17]));
    expect(moved.reduce((sum, one) => sum + one, 0)).toBeCloseTo(-1, 9);
  });

  test('codes stay apart where the book cannot write the SKU', () => {
    const product = entry({}).product;
    expect(productCode(product)).toBe('CAFE-250');
    const long = { ...product, sku: 'CAFE/MOLIDO/BOLSA_DE_250_G' };
    expect(productCode(long)).toBe('CAFEMOLIDOBOLSA-000000aa');
    expect(productCode({ ...long, id: `${long.id.slice(0, -1)}b` })).not.toBe(productCode(long));
    expect(productCode(long).length).toBeLessThanOrEqual(24);
  });

  test('UNSPSC goes before GTIN, pieces are units, and what the tables lack is named', () => {
    const of = (change: Partial<StockEntry['product']>) =>
      ple120100Rows(period)(entry({ product: { ...entry({}).product, ...change } }));
    expect(of({ sunatCode: '50201700', barcode: '7751234567890' })[0].slice(7, 9)).toEqual(['1', '50201700']);
    expect(of({ barcode: '7751234567890' })[0].slice(7, 9)).toEqual(['3', '7751234567890']);
    expect(of({ barcode: 'A-77' })[0].slice(7, 9)).toEqual(['', '']);
    expect(of({ unitCode: 'H87' })[0][15]).toBe('NIU');
    expect(of({ unitCode: 'ZZ' })[1]).toMatchObject([{ column: 16, code: 'unknown_unit' }]);
    expect(ple120100Rows(period)(entry({ document: null }))[1]).toMatchObject([{ column: 11, code: 'required' }]);
  });

  test('every kind of movement has its operation', () => {
    const of = (kind: Parameters<typeof operationOf>[0]['kind'], reasonCode: string | null = null, exported = false) =>
      operationOf({ kind, reasonCode, exported });
    expect([of('sale'), of('sale', null, true), of('sale_cancelled'), of('note_return')]).toEqual([
      '01',
      '17',
      '24',
      '05',
    ]);
    expect([of('note_return_cancelled'), of('opening'), of('adjustment', 'opening')]).toEqual(['99', '16', '16']);
    expect([of('adjustment', 'merma'), of('adjustment', 'count'), of('adjustment', 'anything')]).toEqual([
      '13',
      '28',
      '28',
    ]);
  });
});
