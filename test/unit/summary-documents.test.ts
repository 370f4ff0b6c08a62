import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildSummaryXml } from '../../domain/fiscal/summary/build-summary-xml.ts';
import { buildVoidedXml } from '../../domain/fiscal/summary/build-voided-xml.ts';
import type { DailySummary, SummaryLine } from '../../domain/fiscal/summary/types.ts';
import { validateSummary } from '../../domain/fiscal/summary/validate-summary.ts';
import { validateVoided } from '../../domain/fiscal/summary/validate-voided.ts';
import { readPfx } from '../../platform/signing/certificate.ts';
import { signXml } from '../../platform/signing/sign-xml.ts';
import { readSummary } from '../../sandbox/sunat/rules/summary/read-summary.ts';
import { createSchemaValidator } from '../../sandbox/sunat/schema.ts';
import { openStore, type Store } from '../../sandbox/sunat/store.ts';
import { parseXml } from '../../sandbox/sunat/xml.ts';
import { ISSUE_DATE } from '../support/fiscal-samples.ts';
import { nameOf, sampleLines, summaryOf, voidedOf } from '../support/summary-samples.ts';
import { signatureIsValid } from '../support/verify-signature.ts';
import { canonicalXml } from '../support/xsd.ts';

const NEW_YEAR = '2027-01-02';
const IDENTITY = readPfx(readFileSync(join(import.meta.dirname, '../fixtures/pfx/aes-256.pfx')), 'prueba-aes');
const schema = createSchemaValidator();
const dir = mkdtempSync(join(tmpdir(), 'summary-documents-'));
let store: Store;
let boletas: SummaryLine[] = [];
let all: SummaryLine[] = [];

beforeAll(async () => {
  store = await openStore(dir);
  all = sampleLines();
  boletas = all.filter(({ type }) => type === '03');
}, 60_000);
afterAll(async () => {
  await store.close();
  rmSync(dir, { recursive: true });
});

const signed = (summary: DailySummary): string => signXml(buildSummaryXml(summary), IDENTITY).bytes.toString('utf8');
const in2027 = (lines: readonly SummaryLine[]) =>
  summaryOf(lines, { generationDate: NEW_YEAR, referenceDate: NEW_YEAR });
const read = (summary: DailySummary) =>
  readSummary(store, parseXml(signed(summary)), nameOf(summary), summary.generationDate);

describe('a daily summary over boletas of every kind and their notes', () => {
  test('is valid against SUNAT’s schema, and so is one of 2027', async () => {
    expect(all.length).toBeGreaterThan(45);
    await schema.check('SummaryDocuments', signed(summaryOf(all)));
    await schema.check('SummaryDocuments', signed(in2027(all)));
  }, 60_000);

  test('carries a signature that an independent library verifies', () => {
    expect(signatureIsValid(signed(summaryOf(all)))).toBe(true);
  });

  test('is canonical already', async () => {
    const xml = signed(summaryOf(all));
    expect((await canonicalXml(xml)).trimEnd()).toBe(xml.slice(xml.indexOf('\n') + 1));
  }, 60_000);

  test('the sandbox, a second reading of the workbook, takes every boleta without an observation', () => {
    expect(read(summaryOf(boletas))).toMatchObject({ observations: [], voided: [] });
    expect(read(summaryOf(boletas)).added).toHaveLength(boletas.length);
  });

  test('the sandbox takes every boleta of 2027, with its rate, its gifts by kind and its buyer’s name', () => {
    expect(read(in2027(boletas)).added).toHaveLength(boletas.length);
  });

  test('the check before a correlativo is taken lets all of them through', () => {
    expect(validateSummary(summaryOf(all), ISSUE_DATE)).toEqual({ issues: [], warnings: [] });
    expect(validateSummary(in2027(all), NEW_YEAR)).toEqual({ issues: [], warnings: [] });
  });

  test('what changes in 2027 goes by the issue date of the boletas, on both sides of midnight', () => {
    const last = { referenceDate: '2026-12-31', generationDate: NEW_YEAR };
    const gift = boletas.filter(({ amounts }) => Number(amounts.freeIgv) > 0).slice(0, 1);
    expect(gift).toHaveLength(1);
    const before = signed(summaryOf(gift, last));
    const after = signed(summaryOf(gift, { ...last, referenceDate: '2027-01-01' }));
    expect(before).toContain('<cbc:InstructionID>05<');
    expect(before).not.toContain('cbc:Percent');
    expect(after).not.toContain('<cbc:InstructionID>05<');
    expect(after).toMatch(/<cbc:InstructionID>0[6-9]</);
    expect(after).toContain('<cbc:ID>9996</cbc:ID>');
  });
});

describe('voided documents', () => {
  test('are valid against SUNAT’s schema and signed', async () => {
    const xml = signXml(buildVoidedXml(voidedOf()), IDENTITY).bytes.toString('utf8');
    await schema.check('VoidedDocuments', xml);
    expect(signatureIsValid(xml)).toBe(true);
    expect((await canonicalXml(xml)).trimEnd()).toBe(xml.slice(xml.indexOf('\n') + 1));
  }, 60_000);

  test('the check lets a good file through', () => {
    expect(validateVoided(voidedOf(), ISSUE_DATE)).toEqual({ issues: [], warnings: [] });
  });

  test.each([
    ['a boleta', { type: '03', series: 'B001' }, '2308'],
    ['a series that is none', { series: 'X001' }, '2310'],
    ['no reason', { reason: ' ' }, '2315'],
    ['the same document twice', { type: '07', series: 'FC01', number: 3 }, '2348'],
    ['a number of zero', { number: 0 }, '2312'],
  ])('%s is refused', (_name, change, code) => {
    const [first, second] = voidedOf().lines;
    if (!first || !second) throw new Error('no lines');
    const { issues } = validateVoided(voidedOf({ lines: [{ ...first, ...change }, second] }), ISSUE_DATE);
    expect(issues.map(({ sunatCode }) => sunatCode)).toContain(code);
  });

  test('after seven days it is too late, to the day', () => {
    expect(validateVoided(voidedOf({ generationDate: '2026-12-02' }), '2026-12-02').issues).toEqual([]);
    const late = validateVoided(voidedOf({ generationDate: '2026-12-03' }), '2026-12-03').issues;
    expect(late.map(({ sunatCode }) => sunatCode)).toEqual(['2957', '2957']);
  });
});

describe('the check of a daily summary', () => {
  const codes = (change: (line: SummaryLine) => Partial<SummaryLine>, today = ISSUE_DATE): (string | undefined)[] => {
    const [first] = boletas;
    if (!first) throw new Error('no line');
    const summary = summaryOf([{ ...first, ...change(first) }], { generationDate: today });
    const { issues, warnings } = validateSummary(summary, today);
    return [...issues, ...warnings].map(({ sunatCode }) => sunatCode);
  };

  test.each<[string, (line: SummaryLine) => Partial<SummaryLine>, string]>([
    ['a factura’s series', () => ({ series: 'F001' }), '2513'],
    ['a boleta that amends', () => ({ amends: { type: '03', fullNumber: 'B001-1' } }), '2582'],
    ['a note without what it amends', () => ({ type: '07', amends: null }), '2524'],
    [
      'a RUC of ten digits',
      ({ customer }) => ({ customer: { ...customer, documentType: '6', documentNumber: '2060123456' } }),
      '2017',
    ],
    ['an amount that is none', ({ amounts }) => ({ amounts: { ...amounts, igv: '1.5' } }), '2254'],
    ['a total that is not the sum', ({ amounts }) => ({ amounts: { ...amounts, total: '99999.00' } }), '4027'],
    [
      'more than 700 and nobody named',
      ({ amounts }) => ({
        customer: { documentType: '-', documentNumber: '-', name: '-' },
        amounts: { ...amounts, total: '700.01' },
      }),
      '2514',
    ],
  ])('%s', (_name, change, code) => {
    expect(codes(change)).toContain(code);
  });

  test('a document stands once per condition, and never added and modified or modified and voided together', () => {
    const [line] = boletas;
    if (!line) throw new Error('no line');
    const both = (a: '1' | '2' | '3', b: '1' | '2' | '3') =>
      validateSummary(
        summaryOf([
          { ...line, condition: a },
          { ...line, line: 2, condition: b },
        ]),
        ISSUE_DATE,
      ).issues.map(({ sunatCode }) => sunatCode);
    expect([both('1', '1'), both('1', '2'), both('2', '3'), both('1', '3')]).toEqual([
      ['3094'],
      ['3095'],
      ['3096'],
      [],
    ]);
  });

  test('late is observed, a late void refused', () => {
    expect(codes(() => ({}), '2026-12-03')).toEqual(['4443']);
    expect(codes(() => ({ condition: '3' }), '2026-12-03')).toEqual(['2957', '4443']);
    expect(codes(() => ({ condition: '3' }), '2026-12-02')).toEqual([]);
  });

  test('takes 500 lines and no more', () => {
    const [line] = boletas;
    if (!line) throw new Error('no line');
    const many = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ ...line, line: index + 1, number: index + 1 }));
    expect(validateSummary(summaryOf(many(500)), ISSUE_DATE).issues).toEqual([]);
    expect(validateSummary(summaryOf(many(501)), ISSUE_DATE).issues).toMatchObject([{ code: 'too_many' }]);
    expect(validateSummary(summaryOf([]), ISSUE_DATE).issues).toMatchObject([{ code: 'required' }]);
  });
});
