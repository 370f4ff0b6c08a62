import { describe, expect, test } from '@jest/globals';
import { parseBillBase } from '../names.ts';
import { Refusal } from '../returns.ts';
import { EXAMPLE_RUC, exampleBill, exampleCreditNote, exampleName } from '../testing/example-bill.ts';
import { parseXml } from '../xml.ts';
import { checkBill } from './check-bill.ts';

const TODAY = '2026-11-25';

type Change = (xml: string) => string;

/** The code of the first error, or the observations. */
function verdict(type: '01' | '03', change: Change, issueDate = TODAY): string | string[] {
  const bill = { ruc: EXAMPLE_RUC, type, series: type === '01' ? 'F001' : 'B001', number: 1, issueDate };
  return judge(exampleName(bill), change(exampleBill(bill)));
}

function judge(base: string, xml: string): string | string[] {
  const name = parseBillBase(base);
  if (name === undefined) throw new Error(base);
  try {
    return checkBill(parseXml(xml), name, TODAY);
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

const put =
  (from: string, to: string): Change =>
  (xml) => {
    if (!xml.includes(from)) throw new Error(`not in the example: ${from}`);
    return xml.replace(from, to);
  };
const both =
  (...changes: Change[]): Change =>
  (xml) =>
    changes.reduce((text, change) => change(text), xml);

const FORM = '<cac:PaymentTerms><cbc:ID>FormaPago</cbc:ID>';
const CASH = `${FORM}<cbc:PaymentMeansID>Contado</cbc:PaymentMeansID></cac:PaymentTerms>`;
const term = (means: string, amount: string, due = ''): string =>
  `${FORM}<cbc:PaymentMeansID>${means}</cbc:PaymentMeansID><cbc:Amount currencyID="PEN">${amount}</cbc:Amount>` +
  `${due === '' ? '' : `<cbc:PaymentDueDate>${due}</cbc:PaymentDueDate>`}</cac:PaymentTerms>`;
const allowance = (charge: string, reason: string, amount: string, factor = '', base = ''): string =>
  `<cac:AllowanceCharge><cbc:ChargeIndicator>${charge}</cbc:ChargeIndicator><cbc:AllowanceChargeReasonCode>${reason}</cbc:AllowanceChargeReasonCode>` +
  `${factor === '' ? '' : `<cbc:MultiplierFactorNumeric>${factor}</cbc:MultiplierFactorNumeric>`}<cbc:Amount currencyID="PEN">${amount}</cbc:Amount>` +
  `${base === '' ? '' : `<cbc:BaseAmount currencyID="PEN">${base}</cbc:BaseAmount>`}</cac:AllowanceCharge>`;
const beforeTaxes = (element: string): Change =>
  put('</cac:AccountingCustomerParty>', `</cac:AccountingCustomerParty>${element}`);
const inLine = (element: string): Change => put('</cac:PricingReference>', `</cac:PricingReference>${element}`);
const LINE_TAX = '<cbc:Percent>18</cbc:Percent><cbc:TaxExemptionReasonCode>10</cbc:TaxExemptionReasonCode>';

test('the example is accepted without an observation, as factura and as boleta', () => {
  expect(verdict('01', (xml) => xml)).toEqual([]);
  expect(verdict('03', (xml) => xml)).toEqual([]);
});

describe('dates', () => {
  test.each([
    ['01', '2026-11-22', []],
    ['01', '2026-11-21', '2108'],
    ['03', '2026-11-20', []],
    ['03', '2026-11-19', '1079'],
    ['01', '2026-11-27', []],
    ['01', '2026-11-28', '2329'],
  ] as const)('a %s of %s received on the 25th', (type, date, expected) => {
    expect(verdict(type, (xml) => xml, date)).toEqual(expected);
  });
});

describe('header and parties of a factura', () => {
  test.each<[string, Change]>([
    ['2074', put('>2.1<', '>2.0<')],
    ['2072', put('ID>2.0<', 'ID>1.0<')],
    ['1035', put('>F001-1<', '>F002-1<')],
    ['1036', put('>F001-1<', '>F001-01<')],
    ['1003', put('"0101">01<', '"0101">03<')],
    ['3205', put(' listID="0101"', '')],
    ['3206', put('"0101"', '"0113"')],
    ['3088', both((xml) => xml.replaceAll('currencyID="PEN"', 'currencyID="ZZZ"'), put('>PEN<', '>ZZZ<'))],
    ['2071', put('<cbc:PayableAmount currencyID="PEN"', '<cbc:PayableAmount currencyID="USD"')],
    ['3027', put('"1000">SON', '"3000">SON')],
    ['3006', put('>SON: CIENTO', '>SON:\nCIENTO')],
    ['2078', put(`<cbc:ID>${EXAMPLE_RUC}<`, '<cbc:ID>20131312955<')],
    ['1034', put(`"6">${EXAMPLE_RUC}<`, '"6">20131312955<')],
    ['1007', put(`"6">${EXAMPLE_RUC}<`, `"1">${EXAMPLE_RUC}<`)],
    ['3030', put('<cbc:AddressTypeCode>0000</cbc:AddressTypeCode>', '')],
    ['2800', put('"6">20100070970', '"1">45678912')],
    ['2017', put('"6">20100070970', '"6">2010007097')],
    ['3202', put('"6">20100070970', '"6">20100070971')],
    ['2021', put('<cbc:RegistrationName>SUPERMERCADOS DE PRUEBA S.A.</cbc:RegistrationName>', '')],
    ['2022', put('SUPERMERCADOS DE PRUEBA S.A.', 'SU')],
  ])('%s', (code, change) => {
    expect(verdict('01', change)).toBe(code);
  });

  test('a boleta may be anonymous, and misses only an observation for what a factura must have', () => {
    expect(verdict('03', put('"1">45678912', '"-">-'))).toEqual([]);
    expect(verdict('03', put('45678912', '4567'))).toEqual(['4207']);
    expect(verdict('03', put('<cbc:AddressTypeCode>0000</cbc:AddressTypeCode>', ''))).toEqual(['4198']);
  });
});

describe('lines', () => {
  test.each<[string, Change]>([
    ['2023', put('<cac:InvoiceLine><cbc:ID>1<', '<cac:InvoiceLine><cbc:ID>0<')],
    ['2752', (xml) => xml.replace(/(<cac:InvoiceLine>.*<\/cac:InvoiceLine>)/, '$1$1')],
    ['2936', put('"NIU"', '"XXX"')],
    ['2883', put(' unitCode="NIU"', '')],
    ['2024', put('"NIU">2<', '"NIU">0<')],
    ['2025', put('"NIU">2<', '"NIU">2.12345678901<')],
    ['2026', put('CAFE MOLIDO 250 G', ' ')],
    ['2369', put('>50.00<', '>050.00<')],
    ['2410', put('PriceTypeCode>01<', 'PriceTypeCode>09<')],
    ['3224', put('PriceTypeCode>01<', 'PriceTypeCode>02<')],
    [
      '2033',
      put(`18.00</cbc:TaxAmount><cac:TaxCategory>${LINE_TAX}`, `18.001</cbc:TaxAmount><cac:TaxCategory>${LINE_TAX}`),
    ],
    ['2992', put('<cbc:Percent>18</cbc:Percent>', '')],
    ['2993', put('<cbc:Percent>18<', '<cbc:Percent>0<')],
    ['2371', put('<cbc:TaxExemptionReasonCode>10</cbc:TaxExemptionReasonCode>', '')],
    ['2040', put('ReasonCode>10<', 'ReasonCode>20<')],
    ['3103', put('<cbc:Percent>18<', '<cbc:Percent>12<')],
    ['2954', inLine(allowance('false', '99', '0.00'))],
    ['3114', inLine(allowance('true', '00', '0.00'))],
  ])('%s', (code, change) => {
    expect(verdict('01', change)).toBe(code);
  });

  test('a tax of another name or international code is refused: 3051, 2377', () => {
    const inside =
      (from: string, to: string): Change =>
      (xml) => {
        const at = xml.indexOf('<cac:InvoiceLine>');
        return xml.slice(0, at) + xml.slice(at).replace(from, to);
      };
    expect(verdict('01', inside('>IGV<', '>IVA<'))).toBe('3051');
    expect(verdict('01', inside('>VAT<', '>FRE<'))).toBe('2377');
    expect(verdict('01', put('>IGV<', '>IVA<'))).toBe('2964');
    expect(verdict('01', put('>VAT<', '>FRE<'))).toBe('2961');
  });

  test('lines under two rates of IGV are refused with 3462, one reduced rate is observed with 4439', () => {
    const twoRates: Change = (xml) =>
      xml.replace(/(<cac:InvoiceLine>.*<\/cac:InvoiceLine>)/, (line) => {
        const other = line
          .replace('<cbc:ID>1<', '<cbc:ID>2<')
          .replace('<cbc:Percent>18<', '<cbc:Percent>10.5<')
          .replace(`>18.00</cbc:TaxAmount><cac:TaxCategory>`, '>10.50</cbc:TaxAmount><cac:TaxCategory>')
          .replace('>18.00</cbc:TaxAmount><cac:TaxSubtotal>', '>10.50</cbc:TaxAmount><cac:TaxSubtotal>')
          .replace('>59.00<', '>55.25<');
        return line + other;
      });
    expect(verdict('01', twoRates)).toBe('3462');
    const reduced: Change = (xml) =>
      xml
        .replaceAll('18.00<', '10.50<')
        .replace('<cbc:Percent>18<', '<cbc:Percent>10.5<')
        .replace('>59.00<', '>55.25<');
    expect(verdict('01', reduced)).toEqual(['4439']);
  });
});

/** Each arithmetic rule: an error on the factura, its twin on the boleta. */
describe('arithmetic beyond one sol', () => {
  const base = 'TaxableAmount currencyID="PEN">100.00<';
  test.each<[string, string, Change]>([
    ['3270', '4287', put('>59.00<', '>62.00<')],
    ['3271', '4288', put('>50.00<', '>48.00<')],
    ['3277', '4299', put(base, base.replace('100.00', '102.00'))],
    [
      '3291',
      '4290',
      both(
        put('>18.00</cbc:TaxAmount><cac:TaxCategory>', '>20.00</cbc:TaxAmount><cac:TaxCategory>'),
        put(
          '<cac:TaxTotal><cbc:TaxAmount currencyID="PEN">18.00',
          '<cac:TaxTotal><cbc:TaxAmount currencyID="PEN">20.00',
        ),
      ),
    ],
    [
      '3294',
      '4301',
      put('<cac:TaxTotal><cbc:TaxAmount currencyID="PEN">18.00', '<cac:TaxTotal><cbc:TaxAmount currencyID="PEN">20.00'),
    ],
    [
      '3278',
      '4309',
      put(
        '<cac:LegalMonetaryTotal><cbc:LineExtensionAmount currencyID="PEN">100.00',
        '<cac:LegalMonetaryTotal><cbc:LineExtensionAmount currencyID="PEN">101.50',
      ),
    ],
    [
      '3279',
      '4310',
      both(
        put('TaxInclusiveAmount currencyID="PEN">118.00', 'TaxInclusiveAmount currencyID="PEN">120.00'),
        put('PayableAmount currencyID="PEN">118.00', 'PayableAmount currencyID="PEN">120.00'),
      ),
    ],
    ['3280', '4312', put('PayableAmount currencyID="PEN">118.00', 'PayableAmount currencyID="PEN">120.00')],
    ['3305', '4317', put('<cbc:TaxInclusiveAmount currencyID="PEN">118.00</cbc:TaxInclusiveAmount>', '')],
    [
      '3300',
      '4307',
      put(
        '</cbc:TaxInclusiveAmount>',
        '</cbc:TaxInclusiveAmount><cbc:AllowanceTotalAmount currencyID="PEN">5.00</cbc:AllowanceTotalAmount>',
      ),
    ],
    [
      '3301',
      '4308',
      put(
        '</cbc:TaxInclusiveAmount>',
        '</cbc:TaxInclusiveAmount><cbc:ChargeTotalAmount currencyID="PEN">5.00</cbc:ChargeTotalAmount>',
      ),
    ],
    [
      '3303',
      '4314',
      put(
        '<cbc:PayableAmount',
        '<cbc:PayableRoundingAmount currencyID="PEN">1.50</cbc:PayableRoundingAmount><cbc:PayableAmount',
      ),
    ],
    ['3290', '4289', inLine(allowance('false', '00', '0.00', '0.1', '100.00'))],
    ['3307', '4322', beforeTaxes(allowance('false', '02', '0.00', '0.1', '100.00'))],
  ])('is %s on a factura and %s on a boleta', (error, observation, change) => {
    expect(verdict('01', change)).toBe(error);
    expect(verdict('03', change)).toContain(observation);
  });

  test('of one sol or less is let pass', () => {
    expect(
      verdict('01', put('PayableAmount currencyID="PEN">118.00', 'PayableAmount currencyID="PEN">119.00')),
    ).toEqual([]);
    expect(verdict('01', put('>59.00<', '>58.00<'))).toEqual([]);
  });
});

describe('taxes of the document', () => {
  test.each<[string, Change]>([
    ['2956', (xml) => xml.replace(/<cac:TaxTotal>.*?<\/cac:TaxTotal>/, '')],
    ['3024', (xml) => xml.replace(/(<cac:TaxTotal>.*?<\/cac:TaxTotal>)/, '$1$1')],
    ['3068', (xml) => xml.replace(/(<cac:TaxSubtotal>.*?<\/cac:TaxSubtotal>)/, '$1$1')],
    ['2638', (xml) => xml.replace(/<cac:TaxSubtotal>.*?<\/cac:TaxSubtotal>/, '')],
  ])('%s', (code, change) => {
    expect(verdict('01', change)).toBe(code);
  });
});

describe('terms of payment', () => {
  const credit = (...terms: string[]): Change => put(CASH, terms.join(''));
  test.each<[string, Change]>([
    ['3244', put(CASH, '')],
    ['3246', put('>Contado<', '>contado<')],
    ['3247', credit(CASH, term('Credito', '118.00'), term('Cuota001', '118.00', '2026-12-25'))],
    ['3248', credit(CASH, CASH)],
    ['3252', credit(term('Cuota001', '118.00', '2026-12-25'))],
    ['3249', credit(term('Credito', '118.00'))],
    ['3256', credit(term('Credito', '118.00'), term('Cuota001', '118.00'))],
    ['3265', credit(term('Credito', '119.00'), term('Cuota001', '119.00', '2026-12-25'))],
    ['3267', credit(term('Credito', '118.00'), term('Cuota001', '118.00', TODAY))],
    ['3319', credit(term('Credito', '118.00'), term('Cuota001', '117.99', '2026-12-25'))],
    ['3127', put('"0101"', '"1001"')],
  ])('%s', (code, change) => {
    expect(verdict('01', change)).toBe(code);
  });

  test('a factura on credit with two instalments is accepted', () => {
    const two = credit(
      term('Credito', '118.00'),
      term('Cuota001', '59.00', '2026-12-25'),
      term('Cuota002', '59.00', '2027-01-25'),
    );
    expect(verdict('01', two)).toEqual([]);
  });
});

describe('notes', () => {
  const factura = { ruc: EXAMPLE_RUC, type: '01' as const, series: 'F001', number: 1, issueDate: TODAY };
  const note = (change: Change = (xml) => xml) =>
    judge(`${EXAMPLE_RUC}-07-FC01-1`, change(exampleCreditNote(factura, 'FC01', 1)));

  test('a credit note over a factura is accepted', () => {
    expect(note()).toEqual([]);
  });

  test.each<[string, Change]>([
    ['2172', put('ResponseCode>01<', 'ResponseCode>99<')],
    ['2136', put('<cbc:Description>ANULACION DE LA OPERACION</cbc:Description>', '')],
    ['2524', (xml) => xml.replace(/<cac:BillingReference>.*?<\/cac:BillingReference>/, '')],
    ['2365', (xml) => xml.replace(/(<cac:BillingReference>.*?<\/cac:BillingReference>)/, '$1$1')],
    ['2116', put('DocumentTypeCode>01<', 'DocumentTypeCode>03<')],
    ['2117', put('<cac:InvoiceDocumentReference><cbc:ID>F001-1<', '<cac:InvoiceDocumentReference><cbc:ID>B001-1<')],
    ['3280', put('PayableAmount currencyID="PEN">118.00', 'PayableAmount currencyID="PEN">120.00')],
    ['3315', put('ResponseCode>01<', 'ResponseCode>13<')],
  ])('%s', (code, change) => {
    expect(note(change)).toBe(code);
  });
});
