import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { billKey, parseSummaryFile } from '../../names.ts';
import { Rejection } from '../../returns.ts';
import { type DocumentRecord, openStore, type Store } from '../../store.ts';
import { EXAMPLE_RUC } from '../../testing/example-bill.ts';
import { exampleDaily, exampleDailyLine, exampleVoid } from '../../testing/example-summary.ts';
import { parseXml } from '../../xml.ts';
import { readSummary } from './read-summary.ts';

const DAY = '2026-11-25';
const dir = mkdtempSync(join(tmpdir(), 'sunat-summary-'));
let store: Store;

function record(type: string, series: string, number: number, status: DocumentRecord['status']): DocumentRecord {
  const facts = { id: `${series}-${number}`, issueDate: DAY, currency: 'PEN', total: '118.00', customerType: '1' };
  return {
    key: billKey(EXAMPLE_RUC, type, series, String(number)),
    base: `${EXAMPLE_RUC}-${type}-${series}-${number}`,
    ruc: EXAMPLE_RUC,
    type,
    series,
    number,
    sha256: '',
    status,
    cdrCode: '0',
    description: '',
    observations: [],
    facts: { ...facts, customerNumber: '45678912', onCredit: false },
    processNumber: '1',
    receivedAt: '2026-11-25T17:00:00Z',
    timesSent: 1,
  };
}

beforeAll(async () => {
  store = await openStore(dir);
  await store.saveDocument(record('03', 'B001', 1, 'accepted'));
  await store.saveDocument(record('03', 'B001', 2, 'voided'));
  await store.saveDocument(record('01', 'F001', 1, 'accepted'));
  await store.saveDocument(record('01', 'F001', 2, 'rejected'));
  await store.saveDocument(record('01', 'F001', 3, 'voided'));
  await store.saveDocument(record('20', 'R001', 1, 'accepted'));
  await store.saveDocument(record('20', 'R001', 2, 'voided'));
});
afterAll(async () => {
  await store.close();
  rmSync(dir, { recursive: true });
});

type Change = (xml: string) => string;
const put =
  (from: string, to: string): Change =>
  (xml) => {
    if (!xml.includes(from)) throw new Error(`not in the example: ${from}`);
    return xml.replace(from, to);
  };

/** The first error with its line, or what the summary comes to. */
function read(name: string, xml: string, today: string) {
  const file = parseSummaryFile(`${EXAMPLE_RUC}-${name}.zip`, ['RC', 'RA', 'RR']);
  try {
    return { ...readSummary(store, parseXml(xml), file, today), code: '0', where: '' };
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    return { added: [], voided: [], observations: [], code: error.code, where: error.message };
  }
}

const dated = (xml: string, issued: string): string => xml.replace(`IssueDate>${DAY}`, `IssueDate>${issued}`);

function daily(number: number, action: '1' | '2' | '3', change: Change = (xml) => xml, today = DAY) {
  const name = `RC-${today.replaceAll('-', '')}-1`;
  return read(name, dated(change(exampleDaily(name, DAY, 'B001', number, action)), today), today);
}

function voided(number: number, change: Change = (xml) => xml, today = DAY) {
  const name = `RA-${today.replaceAll('-', '')}-1`;
  return read(name, dated(change(exampleVoid(name, DAY, 'F001', number)), today), today);
}

const note =
  (amended: string): Change =>
  (xml) =>
    xml
      .replace('DocumentTypeCode>03<', 'DocumentTypeCode>07<')
      .replace('>B001-9<', '>BC01-9<')
      .replace(
        '<cac:Status>',
        `<cac:BillingReference><cac:InvoiceDocumentReference><cbc:ID>${amended}</cbc:ID><cbc:DocumentTypeCode>03</cbc:DocumentTypeCode></cac:InvoiceDocumentReference></cac:BillingReference><cac:Status>`,
      );

describe('the state of a daily summary’s receipts', () => {
  test.each<[string, number, '1' | '2' | '3']>([
    ['2282', 1, '1'],
    ['2663', 9, '2'],
    ['2663', 9, '3'],
    ['2987', 2, '1'],
    ['2987', 2, '3'],
  ])('%s', (code, number, action) => {
    const done = daily(number, action);
    expect(done.code).toBe(code);
    expect(done.where).toBe(`Error en la linea: 1: ${code} (nodo: "SummaryDocumentsLine" valor: "B001-${number}")`);
  });

  test('is voided up to the seventh day, and added after it with an observation', () => {
    expect(daily(1, '3', undefined, '2026-12-02').voided).toHaveLength(1);
    expect(daily(1, '3', undefined, '2026-12-03').code).toBe('2957');
    expect(daily(9, '1', undefined, '2026-12-02').observations).toEqual([]);
    expect(daily(9, '1', undefined, '2026-12-03')).toMatchObject({ code: '0', observations: ['4443'] });
  });

  test('the line named is the one at fault, and nothing of the rest is taken', () => {
    const more: Change = (xml) =>
      xml.replace(
        '</SummaryDocuments>',
        `${exampleDailyLine(2, 'B001', 1, '1')}${exampleDailyLine(3, 'B001', 10, '1')}</SummaryDocuments>`,
      );
    const done = daily(9, '1', more);
    expect([done.code, done.where, done.added]).toEqual(['2282', expect.stringContaining('linea: 2: '), []]);
  });

  test('a receipt stands once with each action: 3094, 3095, 3096', () => {
    const twice = (a: '1' | '2' | '3', b: '1' | '2' | '3', number: number) =>
      daily(number, a, (xml) =>
        xml.replace('</SummaryDocuments>', `${exampleDailyLine(2, 'B001', number, b)}</SummaryDocuments>`),
      ).code;
    expect([twice('1', '1', 9), twice('3', '3', 1), twice('2', '3', 1)]).toEqual(['3094', '3094', '3096']);
  });

  test('a note finds the boleta it amends, known or told before it in the same summary', () => {
    expect(daily(9, '1', note('B001-1')).code).toBe('0');
    expect(daily(9, '1', note('B001-50')).code).toBe('2989');
    expect(daily(9, '1', note('B001-2')).code).toBe('2990');
    const after: Change = (xml) =>
      xml.replace('</SummaryDocuments>', `${note('B001-8')(exampleDailyLine(2, 'B001', 9, '1'))}</SummaryDocuments>`);
    expect(daily(8, '1', after).code).toBe('0');
  });
});

describe('the content of a daily summary', () => {
  test.each<[string, Change]>([
    ['2074', put('VersionID>2.0<', 'VersionID>2.1<')],
    ['2072', put('ID>1.1<', 'ID>1.0<')],
    ['2219', put('<cbc:AdditionalAccountID>6</cbc:AdditionalAccountID>', '')],
    ['2671', put(`ReferenceDate>${DAY}`, 'ReferenceDate>2026-11-26')],
    ['2239', put('LineID>1<', 'LineID>0<')],
    ['2241', put('DocumentTypeCode>03<', 'DocumentTypeCode>01<')],
    ['2513', put('>B001-9<', '>B001-0<')],
    [
      '2514',
      (xml) =>
        xml
          .replace(/<cac:AccountingCustomerParty>.*?<\/cac:AccountingCustomerParty>/, '')
          .replace('>118.00<', '>701.00<'),
    ],
    ['2016', put('AccountID>1<', 'AccountID>Z<')],
    ['2017', put('AccountID>1<', 'AccountID>6<')],
    [
      '2582',
      (xml) => note('B001-1')(xml).replace('DocumentTypeCode>07<', 'DocumentTypeCode>03<').replace('BC01', 'B001'),
    ],
    ['2920', note('X001-1')],
    ['2254', put('PaidAmount currencyID="PEN">100.00', 'PaidAmount currencyID="PEN">0.00')],
    ['2256', put('InstructionID>01<', 'InstructionID>06<')],
    ['2278', put('<cbc:ID>1000<', '<cbc:ID>9999<')],
    ['2276', put('>IGV<', '>IVA<')],
    [
      '2344',
      put(
        '<cac:TaxSubtotal><cbc:TaxAmount currencyID="PEN">18.00',
        '<cac:TaxSubtotal><cbc:TaxAmount currencyID="PEN">17.00',
      ),
    ],
    ['2071', put('PaidAmount currencyID="PEN"', 'PaidAmount currencyID="USD"')],
  ])('%s', (code, change) => {
    expect(daily(9, '1', change).code).toBe(code);
  });

  test('is observed for sums (4027), rates (4019) and identity (4207) beyond their tolerance', () => {
    expect(daily(9, '1', put('>118.00<', '>124.00<')).observations).toEqual(['4027']);
    expect(daily(9, '1', put('>118.00<', '>123.00<')).observations).toEqual([]);
    expect(daily(9, '1', (xml) => xml.replaceAll('18.00<', '30.00<')).observations).toEqual(['4019']);
    expect(daily(9, '1', put('45678912', '4567')).observations).toEqual(['4207']);
  });
});

describe('a daily summary of receipts of 2027', () => {
  const NEW_YEAR = '2027-01-01';
  const on = (issued: string, change: Change): string => {
    const name = `RC-${issued.replaceAll('-', '')}-1`;
    return read(name, change(exampleDaily(name, issued, 'B001', 9, '1')), issued).code;
  };
  const named: Change = put(
    '</cac:AccountingCustomerParty><cac:Status>',
    '<cac:Party><cac:PartyLegalEntity><cbc:RegistrationName>ROSA QUISPE</cbc:RegistrationName></cac:PartyLegalEntity></cac:Party></cac:AccountingCustomerParty><cac:Status>',
  );
  const rated: Change = put('<cac:TaxCategory>', '<cac:TaxCategory><cbc:Percent>18</cbc:Percent>');

  test('tells the buyer’s name and the rate, and the kind of what is free', () => {
    expect(on(NEW_YEAR, (xml) => xml)).toBe('2022');
    expect(on(NEW_YEAR, named)).toBe('2992');
    expect(on(NEW_YEAR, (xml) => rated(named(xml)))).toBe('0');
    const free =
      (kind: string): Change =>
      (xml) =>
        rated(named(xml)).replace('InstructionID>01<', `InstructionID>${kind}<`);
    expect([on(NEW_YEAR, free('05')), on(NEW_YEAR, free('06'))]).toEqual(['2256', '0']);
    expect(on('2026-12-31', (xml) => xml)).toBe('0');
  });
});

describe('voided documents', () => {
  test.each<[string, number, Change | undefined]>([
    ['0', 1, undefined],
    ['2105', 9, undefined],
    ['2398', 2, undefined],
    ['2323', 3, undefined],
    ['2375', 1, put(`ReferenceDate>${DAY}`, 'ReferenceDate>2026-11-24')],
    ['2308', 1, put('TypeCode>01<', 'TypeCode>03<')],
    ['2310', 1, put('SerialID>F001<', 'SerialID>B001<')],
    ['2315', 1, put('>ERROR DE DIGITACION<', '><')],
    [
      '2348',
      1,
      (xml) =>
        xml.replace(
          /(<sac:VoidedDocumentsLine>.*<\/sac:VoidedDocumentsLine>)/,
          (line) => line + line.replace('LineID>1<', 'LineID>2<'),
        ),
    ],
  ])('%s', (code, number, change) => {
    expect(voided(number, change).code).toBe(code);
  });

  test('are within seven days of their issue date: 2957', () => {
    expect(voided(1, undefined, '2026-12-02').code).toBe('0');
    expect(voided(1, undefined, '2026-12-03').code).toBe('2957');
  });
});

describe('reversals of certificates', () => {
  const revert = (number: number, change: Change = (xml) => xml) => {
    const name = 'RR-20261125-1';
    const xml = exampleVoid(name, DAY, 'R001', number).replace('TypeCode>01<', 'TypeCode>20<');
    return read(name, change(xml), DAY).code;
  };
  test.each<[string, number, Change | undefined]>([
    ['0', 1, undefined],
    ['2751', 2, undefined],
    ['2750', 9, undefined],
    ['2308', 1, put('TypeCode>20<', 'TypeCode>01<')],
    ['2674', 1, put('SerialID>R001<', 'SerialID>P001<')],
    ['2675', 1, put('TypeCode>20<', 'TypeCode>40<')],
  ])('%s', (code, number, change) => {
    expect(revert(number, change)).toBe(code);
  });
});
