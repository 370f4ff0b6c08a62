import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { buildInvoiceXml } from '../../domain/fiscal/build-invoice-xml.ts';
import { account, CLASSES, sourcesOf } from '../../scripts/rules/account.ts';
import { readWorkbook } from '../../scripts/rules/facts.ts';
import { renderPage, showLines, usedReasons } from '../../scripts/rules/page.ts';
import { REASONS } from '../../scripts/rules/reasons.ts';
import { holds } from '../../scripts/rules/row-class.ts';
import { allRules } from '../../scripts/rules/tables.ts';
import { SPECIAL_SALES, specialInvoice } from '../support/special-documents.ts';

/** All that the builders may write: the workbook's other attributes are optional, with one value each. */
const ATTRIBUTES = ['currencyID', 'languageLocaleID', 'listID', 'schemeID', 'unitCode'];
const NEVER_WRITTEN = [
  ...['PayableRoundingAmount', 'StandardItemIdentification', 'ShareholderParty', 'BuyerCustomerParty'],
  ...['SellerSupplierParty', 'DeliveryTerms', 'DeliveryAddress', 'AddressLine><cbc:Line></'],
];

const ROOT = join(import.meta.dirname, '../..');
const { rows } = readWorkbook();
const rules = allRules();
const accounted = account(rows, rules);
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** Rules with a code of SUNAT that this workbook does not hold yet: those of 2027 (R.S. 000048-2026). */
const AFTER_THE_WORKBOOK = /^product-codes\.(required|shape-2027|known-2027)$/;

describe('every rule of the workbook', () => {
  test('is carried: eleven sheets, more than two and a half thousand rules', () => {
    expect(new Set(rows.map(({ sheet }) => sheet)).size).toBe(11);
    expect(rows.filter(({ level }) => level !== 'none').length).toBeGreaterThan(2500);
  });

  test('is checked, kept by construction or not applicable: none is unaccounted for', () => {
    const open = accounted.filter((row) => row.level !== 'none' && row.checkedBy.length === 0 && !row.reason);
    expect(open.map(({ sheet, line, code }) => `${sheet} ${line} ${code}`)).toEqual([]);
  });

  test('is accounted for by a class that is needed', () => {
    const first = new Set(accounted.flatMap((row) => (row.reason ? [CLASSES.find((one) => holds(one, row))] : [])));
    expect(CLASSES.filter((one) => !first.has(one))).toEqual([]);
    const used = usedReasons(accounted);
    expect(Object.keys(REASONS).filter((key) => ![...used].some((one) => one === key))).toEqual([]);
  });

  test('that another place checks is named there by its code', () => {
    const missing = accounted.filter(({ reason, code }) => {
      if (reason === undefined || REASONS[reason].kind !== 'elsewhere') return false;
      return !REASONS[reason].see.some((path) => read(path).includes(`'${code}'`));
    });
    expect(missing.map(({ sheet, line, code }) => `${sheet} ${line} ${code}`)).toEqual([]);
  });

  test('leads to files that exist', () => {
    const paths = Object.values(REASONS).flatMap(({ see }) => see);
    expect(paths.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });
});

describe('every rule of the tables', () => {
  test('has a name of its own', () => {
    expect(rules.length).toBeGreaterThan(120);
    expect(rules.filter(({ id }) => !/^[a-z-]+\.[a-z0-9-]+$/.test(id))).toEqual([]);
  });

  test('names lines of the workbook that hold its code', () => {
    const wrong = rules.flatMap(({ id, code, source }) =>
      sourcesOf(source).flatMap(([sheet, lines]) =>
        lines.flatMap((line) => {
          const row = rows.find((one) => one.sheet === sheet && one.line === line);
          return row?.code === code ? [] : [`${id} ${code}: ${sheet} ${line} has ${row?.code ?? 'no rule'}`];
        }),
      ),
    );
    expect(wrong).toEqual([]);
  });

  test('with a code names its lines, but for those that came after the workbook', () => {
    const bare = rules.filter(({ code, source }) => code !== null && sourcesOf(source).length === 0);
    expect(bare.map(({ id }) => id).filter((id) => !AFTER_THE_WORKBOOK.test(id))).toEqual([]);
  });

  test('refuses what SUNAT refuses', () => {
    const levelOf = new Map(rules.map(({ id, level }) => [id, level]));
    const lax = accounted.filter(
      ({ level, checkedBy }) =>
        level === 'error' && checkedBy.length > 0 && !checkedBy.some((id) => levelOf.get(id) === 'reject'),
    );
    expect(lax.map(({ sheet, line, code }) => `${sheet} ${line} ${code}`)).toEqual([]);
  });
});

describe('what the builders leave out', () => {
  const documents = Object.values(SPECIAL_SALES)
    .map((sale) => buildInvoiceXml(specialInvoice(sale, '01', 1)))
    .map(({ beforeSignature, afterSignature }) => beforeSignature + afterSignature);

  test('attributes that SUNAT would observe', () => {
    const names = documents.flatMap((xml) => [...xml.matchAll(/ (?!xmlns)([A-Za-z]+)="/g)].map(([, name]) => name));
    expect(new Set(names)).toEqual(new Set(ATTRIBUTES));
  });

  test('elements of other trades', () => {
    expect(NEVER_WRITTEN.filter((name) => documents.some((xml) => xml.includes(name)))).toEqual([]);
  });
});

describe('the page of all rules', () => {
  test('is in step with tables and classes (node scripts/generate/rules-page.ts)', () => {
    expect(read('docs/sunat-rules.md')).toBe(renderPage());
  });

  test('shows runs of lines as one', () => {
    expect(showLines([3, 5, 6, 7, 9])).toBe('3, 5-7, 9');
  });
});
