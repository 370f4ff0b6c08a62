import { describe, expect, test } from '@jest/globals';
import { parseBillBase } from '../names.ts';
import { Refusal } from '../returns.ts';
import { EXAMPLE_RUC, exampleBill, exampleCreditNote, exampleName } from '../testing/example-bill.ts';
import { parseXml } from '../xml.ts';
import { checkBill } from './check-bill.ts';

const TODAY = '2026-11-25';

type Change = (xml: string) => string;

function judge(base: string, xml: string, today: string): string | string[] {
  const name = parseBillBase(base);
  if (name === undefined) throw new Error(base);
  try {
    return checkBill(parseXml(xml), name, today);
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

/** The code of the first error, or the observations. */
function verdict(type: '01' | '03', change: Change, date = TODAY): string | string[] {
  const bill = { ruc: EXAMPLE_RUC, type, series: type === '01' ? 'F001' : 'B001', number: 1, issueDate: date };
  return judge(exampleName(bill), change(exampleBill(bill)), date);
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

const operation = (code: string): Change => put('listID="0101"', `listID="${code}"`);
const legend = (code: string): Change =>
  put(
    '<cbc:DocumentCurrencyCode>',
    `<cbc:Note languageLocaleID="${code}">LEYENDA</cbc:Note><cbc:DocumentCurrencyCode>`,
  );
const afterCurrency = (element: string): Change =>
  put('</cbc:DocumentCurrencyCode>', `</cbc:DocumentCurrencyCode>${element}`);
const afterCustomer = (element: string): Change =>
  put('</cac:AccountingCustomerParty>', `</cac:AccountingCustomerParty>${element}`);
const terms = (content: string): string => `<cac:PaymentTerms>${content}</cac:PaymentTerms>`;
const money = (name: string, amount: string, currency = 'PEN'): string =>
  `<cbc:${name} currencyID="${currency}">${amount}</cbc:${name}>`;
const scheme = (code: string, name: string, international: string): string =>
  `<cac:TaxScheme><cbc:ID>${code}</cbc:ID><cbc:Name>${name}</cbc:Name><cbc:TaxTypeCode>${international}</cbc:TaxTypeCode></cac:TaxScheme>`;
const subtotal = (base: string, amount: string, inner: string, tax: string): string =>
  `<cac:TaxSubtotal>${base === '' ? '' : money('TaxableAmount', base)}${money('TaxAmount', amount)}<cac:TaxCategory>${inner}${tax}</cac:TaxCategory></cac:TaxSubtotal>`;
/** Adds a tax to the document's total of taxes, or to the line's. */
const addTax =
  (where: 'document' | 'line', element: string): Change =>
  (xml) => {
    const at = where === 'document' ? xml.indexOf('</cac:TaxTotal>') : xml.lastIndexOf('</cac:TaxTotal>');
    return xml.slice(0, at) + element + xml.slice(at);
  };
const property = (code: string, content: string): Change =>
  put(
    '</cac:Item>',
    `<cac:AdditionalItemProperty><cbc:Name>Dato</cbc:Name><cbc:NameCode>${code}</cbc:NameCode>${content}</cac:AdditionalItemProperty></cac:Item>`,
  );
/** Makes the one line a sale of another affectation, without tax. */
const untaxed =
  (code: string, name: string, international: string, affectation: string): Change =>
  (xml) =>
    xml
      .replaceAll(scheme('1000', 'IGV', 'VAT'), scheme(code, name, international))
      .replaceAll('>18.00<', '>0.00<')
      .replaceAll('>118.00<', '>100.00<')
      .replace('>59.00<', '>50.00<')
      .replace('<cbc:Percent>18<', '<cbc:Percent>0<')
      .replace('ReasonCode>10<', `ReasonCode>${affectation}<`);

describe('affectations', () => {
  test.each([
    ['exempt', untaxed('9997', 'EXO', 'VAT', '20')],
    ['out of scope', untaxed('9998', 'INA', 'FRE', '30')],
  ])('a sale %s is accepted, with tax it is 3110 or 3000', (_what, change) => {
    expect(verdict('01', change)).toEqual([]);
    expect(['3110', '3000']).toContain(
      verdict('01', (xml) =>
        change(xml).replace(
          'TaxAmount currencyID="PEN">0.00</cbc:TaxAmount><cac:TaxCategory>',
          'TaxAmount currencyID="PEN">5.00</cbc:TaxAmount><cac:TaxCategory>',
        ),
      ),
    );
  });

  test('the legend of exempt sales needs a sum of them: 3283 on a factura, 4022 on a boleta', () => {
    expect(verdict('01', legend('2001'))).toBe('3283');
    expect(verdict('03', legend('2001'))).toEqual(['4022']);
    expect(verdict('01', both(untaxed('9997', 'EXO', 'VAT', '20'), legend('2001')))).toEqual([]);
  });

  const free: Change = (xml) =>
    xml
      .replaceAll(scheme('1000', 'IGV', 'VAT'), scheme('9996', 'GRA', 'FRE'))
      .replace('ReasonCode>10<', 'ReasonCode>11<')
      .replace('PriceTypeCode>01<', 'PriceTypeCode>02<')
      .replace('>59.00<', '>50.00<')
      .replace(
        '<cac:Price><cbc:PriceAmount currencyID="PEN">50.00',
        '<cac:Price><cbc:PriceAmount currencyID="PEN">0.00',
      )
      .replaceAll(
        '<cac:TaxTotal><cbc:TaxAmount currencyID="PEN">18.00',
        '<cac:TaxTotal><cbc:TaxAmount currencyID="PEN">0.00',
      )
      .replace('LineExtensionAmount currencyID="PEN">100.00', 'LineExtensionAmount currencyID="PEN">0.00')
      .replaceAll('>118.00<', '>0.00<');

  test('a free transfer has a referential value, a virtual tax and no price', () => {
    expect(verdict('01', both(free, legend('1002')))).toEqual([]);
    expect(verdict('01', both(free, put('PriceTypeCode>02<', 'PriceTypeCode>01<')))).toBe('3234');
    expect(
      verdict(
        '01',
        both(
          free,
          put('<cac:Price><cbc:PriceAmount currencyID="PEN">0.00', '<cac:Price><cbc:PriceAmount currencyID="PEN">1.00'),
        ),
      ),
    ).toBe('2640');
  });
});

describe('ISC and ICBPER', () => {
  const rate = (percent: string, system = '<cbc:TierRange>01</cbc:TierRange>') =>
    `<cbc:Percent>${percent}</cbc:Percent>${system}`;
  const isc: Change = (xml) =>
    both(
      (text) =>
        text
          .replaceAll('TaxableAmount currencyID="PEN">100.00', 'TaxableAmount currencyID="PEN">110.00')
          .replaceAll('>18.00<', '>19.80<'),
      addTax('line', subtotal('100.00', '10.00', rate('10'), scheme('2000', 'ISC', 'EXC'))),
      addTax('document', subtotal('100.00', '10.00', '', scheme('2000', 'ISC', 'EXC'))),
      (text) =>
        text
          .replaceAll(
            '<cac:TaxTotal><cbc:TaxAmount currencyID="PEN">19.80',
            '<cac:TaxTotal><cbc:TaxAmount currencyID="PEN">29.80',
          )
          .replaceAll('>118.00<', '>129.80<')
          .replace('>59.00<', '>64.90<'),
      put('TaxableAmount currencyID="PEN">110.00', 'TaxableAmount currencyID="PEN">100.00'),
    )(xml);

  test('ISC raises the base of IGV; its system and rate are needed', () => {
    expect(verdict('01', isc)).toEqual([]);
    expect(verdict('01', (xml) => isc(xml).replace('<cbc:TierRange>01</cbc:TierRange>', ''))).toBe('2373');
    expect(verdict('01', (xml) => isc(xml).replace('TierRange>01<', 'TierRange>09<'))).toBe('2041');
    expect(verdict('01', (xml) => isc(xml).replace('<cbc:Percent>10<', '<cbc:Percent>20<'))).toBe('3108');
    expect(
      verdict('01', (xml) =>
        isc(xml).replaceAll('TaxableAmount currencyID="PEN">110.00', 'TaxableAmount currencyID="PEN">100.00'),
      ),
    ).toBe('3272');
  });

  const bags = (each: string, count = '2', total = '1.00'): Change =>
    both(
      addTax(
        'line',
        `<cac:TaxSubtotal>${money('TaxAmount', total)}<cbc:BaseUnitMeasure unitCode="NIU">${count}</cbc:BaseUnitMeasure><cac:TaxCategory>${money('PerUnitAmount', each)}${scheme('7152', 'ICBPER', 'OTH')}</cac:TaxCategory></cac:TaxSubtotal>`,
      ),
      addTax('document', subtotal('', total, '', scheme('7152', 'ICBPER', 'OTH'))),
    );
  test('bags are those of the line, at the rate in force', () => {
    expect(verdict('01', bags('0.50'))).toEqual([]);
    expect(verdict('01', bags('0.40', '2', '0.80'))).toEqual(['4237']);
    expect(verdict('01', bags('0.50', '3', '1.50'))).toBe('3236');
    expect(verdict('01', bags('0.50', '2', '0.50'))).toEqual(['4318']);
  });
});

describe('exports', () => {
  const goods = both(operation('0200'), untaxed('9995', 'EXP', 'FRE', '40'), put('"6">20100070970', '"-">-'));
  const country = (code: string): Change =>
    afterCustomer(
      `<cac:Delivery><cac:DeliveryLocation><cac:Address><cac:Country><cbc:IdentificationCode>${code}</cbc:IdentificationCode></cac:Country></cac:Address></cac:DeliveryLocation></cac:Delivery>`,
    );
  const service = both(goods, put('listID="0200"', 'listID="0201"'));
  test.each<[string, string | string[], Change]>([
    ['goods', [], goods],
    ['goods to a RUC', '2800', both(operation('0200'), untaxed('9995', 'EXP', 'FRE', '40'))],
    ['taxed', '2642', both(operation('0200'), put('"6">20100070970', '"-">-'))],
    ['a service without its country', '3098', service],
    ['a service used in Peru', '3099', both(service, country('PE'))],
    ['a service', [], both(service, country('CL'))],
  ])('%s', (_what, expected, change) => {
    expect(verdict('01', change)).toEqual(expected);
  });
});

describe('detraccion', () => {
  const account =
    '<cac:PaymentMeans><cbc:ID>Detraccion</cbc:ID><cbc:PaymentMeansCode>001</cbc:PaymentMeansCode><cac:PayeeFinancialAccount><cbc:ID>00-000-000001</cbc:ID></cac:PayeeFinancialAccount></cac:PaymentMeans>';
  const deposit = (amount = money('Amount', '14.00')) =>
    terms(
      `<cbc:ID>Detraccion</cbc:ID><cbc:PaymentMeansID>037</cbc:PaymentMeansID><cbc:PaymentPercent>12</cbc:PaymentPercent>${amount}`,
    );
  const subject = (means = account, deposited = deposit()) =>
    both(operation('1001'), legend('2006'), afterCustomer(means + deposited));
  test.each<[string, string | string[], Change]>([
    ['whole', [], subject()],
    ['without an account', '3034', subject('')],
    ['without an amount', '3035', subject(account, deposit(''))],
    ['in dollars', '3208', subject(account, deposit(money('Amount', '14.00', 'USD')))],
    ['without its terms', '3127', subject(account, '')],
    ['under another operation', '3128', afterCustomer(account + deposit())],
    ['without its legend', ['4265'], both(operation('1001'), afterCustomer(account + deposit()))],
  ])('%s', (_what, expected, change) => {
    expect(verdict('01', change)).toEqual(expected);
  });
});

describe('percepcion', () => {
  const charge = (base = '118.00', currency = 'PEN') =>
    `<cac:AllowanceCharge><cbc:ChargeIndicator>true</cbc:ChargeIndicator><cbc:AllowanceChargeReasonCode>51</cbc:AllowanceChargeReasonCode><cbc:MultiplierFactorNumeric>0.02</cbc:MultiplierFactorNumeric>${money('Amount', '2.36', currency)}${money('BaseAmount', base)}</cac:AllowanceCharge>`;
  const total = terms(`<cbc:ID>Percepcion</cbc:ID>${money('Amount', '120.36')}`);
  const subject = (one: string, all: string) => both(operation('2001'), legend('2000'), afterCustomer(all + one));
  test.each<[string, string | string[], Change]>([
    ['whole', [], subject(charge(), total)],
    ['without its charge', '3093', subject('', total)],
    ['without its total', '3309', subject(charge(), '')],
    ['in another currency', '2792', subject(charge('118.00', 'USD'), total)],
    ['over more than the total', '2797', subject(charge('119.00'), total)],
    ['under another operation', '3308', afterCustomer(charge())],
    [
      'on credit',
      '3330',
      both(
        subject(charge(), total),
        put(
          '<cbc:PaymentMeansID>Contado</cbc:PaymentMeansID></cac:PaymentTerms>',
          `<cbc:PaymentMeansID>Credito</cbc:PaymentMeansID>${money('Amount', '118.00')}</cac:PaymentTerms>${terms(`<cbc:ID>FormaPago</cbc:ID><cbc:PaymentMeansID>Cuota001</cbc:PaymentMeansID>${money('Amount', '118.00')}<cbc:PaymentDueDate>2026-12-25</cbc:PaymentDueDate>`)}`,
        ),
      ),
    ],
  ])('%s', (_what, expected, change) => {
    expect(verdict('01', change)).toEqual(expected);
  });
});

describe('advances', () => {
  const receipt = (number = 'F001-9', type = '02', id = '1') =>
    afterCurrency(
      `<cac:AdditionalDocumentReference><cbc:ID>${number}</cbc:ID><cbc:DocumentTypeCode>${type}</cbc:DocumentTypeCode><cbc:DocumentStatusCode>${id}</cbc:DocumentStatusCode><cac:IssuerParty><cac:PartyIdentification><cbc:ID schemeID="6">${EXAMPLE_RUC}</cbc:ID></cac:PartyIdentification></cac:IssuerParty></cac:AdditionalDocumentReference>`,
    );
  const discount =
    '<cac:AllowanceCharge><cbc:ChargeIndicator>false</cbc:ChargeIndicator><cbc:AllowanceChargeReasonCode>04</cbc:AllowanceChargeReasonCode><cbc:Amount currencyID="PEN">50.00</cbc:Amount></cac:AllowanceCharge>';
  const paid = (id = '1', amount = '59.00') =>
    put(
      '<cac:TaxTotal>',
      `<cac:PrepaidPayment><cbc:ID>${id}</cbc:ID>${money('PaidAmount', amount)}</cac:PrepaidPayment>${discount}<cac:TaxTotal>`,
    );
  const totals = both(
    put(
      '<cac:TaxTotal><cbc:TaxAmount currencyID="PEN">18.00</cbc:TaxAmount><cac:TaxSubtotal><cbc:TaxableAmount currencyID="PEN">100.00</cbc:TaxableAmount><cbc:TaxAmount currencyID="PEN">18.00',
      '<cac:TaxTotal><cbc:TaxAmount currencyID="PEN">9.00</cbc:TaxAmount><cac:TaxSubtotal><cbc:TaxableAmount currencyID="PEN">50.00</cbc:TaxableAmount><cbc:TaxAmount currencyID="PEN">9.00',
    ),
    put(
      '<cbc:PayableAmount currencyID="PEN">118.00',
      `${money('PrepaidAmount', '59.00')}<cbc:PayableAmount currencyID="PEN">59.00`,
    ),
  );
  test.each<[string, string | string[], Change]>([
    ['regularised', [], both(receipt(), paid(), totals)],
    ['without its receipt', '3213', both(paid(), totals)],
    ['without its payment', '3214', receipt()],
    ['of another form', '2521', both(receipt('B001-9'), paid(), totals)],
    ['summed wrongly', '2509', both(receipt(), paid('1', '58.00'), totals)],
    [
      'under an identifier used twice',
      '3212',
      both(
        receipt(),
        paid('1', '29.50'),
        put(
          '<cac:PrepaidPayment>',
          `<cac:PrepaidPayment><cbc:ID>1</cbc:ID>${money('PaidAmount', '29.50')}</cac:PrepaidPayment><cac:PrepaidPayment>`,
        ),
        totals,
      ),
    ],
    ['of a type that is none', '2505', both(receipt('F001-9', '99'))],
  ])('%s', (_what, expected, change) => {
    expect(verdict('01', change)).toEqual(expected);
  });
});

describe('documents that belong to it', () => {
  const guide = (id: string, type = '09') =>
    `<cac:DespatchDocumentReference><cbc:ID>${id}</cbc:ID><cbc:DocumentTypeCode>${type}</cbc:DocumentTypeCode></cac:DespatchDocumentReference>`;
  test.each<[string, string | string[], Change]>([
    [
      'an order and a guide',
      [],
      afterCurrency(`<cac:OrderReference><cbc:ID>OC-1</cbc:ID></cac:OrderReference>${guide('T001-1')}`),
    ],
    [
      'an order too long',
      ['4233'],
      afterCurrency(`<cac:OrderReference><cbc:ID>${'X'.repeat(21)}</cbc:ID></cac:OrderReference>`),
    ],
    ['a guide of another form', ['4006'], afterCurrency(guide('F001-1'))],
    ['a guide of another type', ['4005'], afterCurrency(guide('T001-1', '01'))],
    ['a guide twice', '2364', afterCurrency(guide('T001-1') + guide('T001-1'))],
  ])('%s', (_what, expected, change) => {
    expect(verdict('01', change)).toEqual(expected);
  });
});

describe('products and properties', () => {
  const product = (element: string): Change =>
    put('</cbc:Description></cac:Item>', `</cbc:Description>${element}</cac:Item>`);
  const gtin = (kind: string, code: string): Change =>
    product(
      `<cac:StandardItemIdentification><cbc:ID schemeID="${kind}">${code}</cbc:ID></cac:StandardItemIdentification>`,
    );
  test.each<[string, string | string[], Change]>([
    ['a plate', [], property('7000', '<cbc:Value>ABC123</cbc:Value>')],
    ['a plate without value', '3064', property('7000', '')],
    ['a sale to the State without all its data', '3147', property('5000', '<cbc:Value>1</cbc:Value>')],
    [
      'a stay that ends before it begins',
      ['4282'],
      both(
        property('4003', '<cac:UsabilityPeriod><cbc:StartDate>2026-11-20</cbc:StartDate></cac:UsabilityPeriod>'),
        property('4004', '<cac:UsabilityPeriod><cbc:StartDate>2026-11-19</cbc:StartDate></cac:UsabilityPeriod>'),
      ),
    ],
    ['a GTIN', [], gtin('GTIN-13', '7751234567890')],
    ['a GTIN of another length', ['4334'], gtin('GTIN-8', '7751234567890')],
    [
      'a product code of another form',
      ['3496'],
      product(
        '<cac:CommodityClassification><cbc:ItemClassificationCode>123</cbc:ItemClassificationCode></cac:CommodityClassification>',
      ),
    ],
    [
      'lodging without its data',
      '3136',
      both(operation('0202'), untaxed('9995', 'EXP', 'FRE', '40'), put('"6">20100070970', '"7">P123')),
    ],
    [
      'carriage without its places',
      '3116',
      both(
        operation('1004'),
        afterCustomer(
          '<cac:PaymentMeans><cbc:ID>Detraccion</cbc:ID><cac:PayeeFinancialAccount><cbc:ID>1</cbc:ID></cac:PayeeFinancialAccount></cac:PaymentMeans>' +
            terms(`<cbc:ID>Detraccion</cbc:ID><cbc:PaymentMeansID>027</cbc:PaymentMeansID>${money('Amount', '5.00')}`),
        ),
      ),
    ],
    [
      'an attribute that says something else',
      ['4252'],
      put('<cbc:PriceTypeCode>', '<cbc:PriceTypeCode listName="SUNAT:Indicador de Tipo de Precio">'),
    ],
  ])('%s', (_what, expected, change) => {
    expect(verdict('01', change)).toEqual(expected);
  });
});

describe('charges', () => {
  const global = (charge: string, reason: string, amount: string): Change =>
    afterCustomer(
      `<cac:AllowanceCharge><cbc:ChargeIndicator>${charge}</cbc:ChargeIndicator><cbc:AllowanceChargeReasonCode>${reason}</cbc:AllowanceChargeReasonCode>${money('Amount', amount)}</cac:AllowanceCharge>`,
    );
  test('a service charge (46) is told in the total of charges and added to what is paid', () => {
    const told = both(
      global('true', '46', '10.00'),
      put(
        '<cbc:PayableAmount currencyID="PEN">118.00',
        `${money('ChargeTotalAmount', '10.00')}<cbc:PayableAmount currencyID="PEN">128.00`,
      ),
    );
    expect(verdict('01', told)).toEqual([]);
    expect(verdict('01', global('true', '46', '10.00'))).toBe('3301');
    expect(verdict('01', global('false', '46', '10.00'))).toBe('3114');
  });

  test('FISE (45) has an amount and a base, and second category (63) its operation', () => {
    expect(verdict('01', global('true', '45', '0.00'))).toBe('3074');
    expect(verdict('01', global('true', '45', '1.00'))).toBe('3092');
    expect(verdict('01', global('false', '63', '1.00'))).toBe('3317');
  });
});

describe('from 2027 on', () => {
  const coded: Change = put(
    '</cbc:Description></cac:Item>',
    '</cbc:Description><cac:CommodityClassification><cbc:ItemClassificationCode>50201706</cbc:ItemClassificationCode></cac:CommodityClassification></cac:Item>',
  );
  test('every line has its product code: 3496', () => {
    expect(verdict('01', (xml) => xml, '2026-12-31')).toEqual([]);
    expect(verdict('01', (xml) => xml, '2027-01-01')).toBe('3496');
    expect(verdict('01', coded, '2027-01-01')).toEqual([]);
  });

  test('a credit note amends one document: 3261', () => {
    const note = (date: string) => {
      const factura = { ruc: EXAMPLE_RUC, type: '01' as const, series: 'F001', number: 1, issueDate: date };
      const xml = coded(exampleCreditNote(factura, 'FC01', 1)).replace(
        /(<cac:BillingReference>.*?<\/cac:BillingReference>)/,
        (one) => one + one.replace('F001-1', 'F001-2'),
      );
      return judge(`${EXAMPLE_RUC}-07-FC01-1`, xml, date);
    };
    expect([note('2026-12-31'), note('2027-01-01')]).toEqual([[], '3261']);
  });
});
