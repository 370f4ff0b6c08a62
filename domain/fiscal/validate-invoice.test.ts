import { describe, expect, test } from '@jest/globals';
import { priceSale } from '../sale/price-sale.ts';
import type { PriceSaleInput, SaleLineInput } from '../sale/types.ts';
import { type InvoiceDraft, type InvoiceHeader, makeInvoice } from './invoice.ts';
import { validateInvoice } from './validate-invoice.ts';

const TODAY = '2026-11-25';
const COMPANY = { documentType: '6', documentNumber: '20100070970', name: 'SUPERMERCADOS S.A.' };
const PERSON = { documentType: '1', documentNumber: '45678912', name: 'ROSA QUISPE' };

interface Change {
  readonly line?: Partial<SaleLineInput>;
  readonly sale?: Partial<PriceSaleInput>;
  readonly header?: Partial<InvoiceHeader>;
  readonly draft?: Partial<InvoiceDraft>;
}

function draft(type: '01' | '03', { line = {}, sale = {}, header = {}, draft: over = {} }: Change = {}): InvoiceDraft {
  const priced = priceSale({
    currency: 'PEN',
    issueDate: TODAY,
    lines: [
      {
        productId: 'p',
        sku: 'CAFE-250',
        description: 'Café',
        unitCode: 'NIU',
        quantity: '1',
        unitPrice: '118.00',
        igvAffectation: '10',
        ...line,
      },
    ],
    ...sale,
  });
  const made = makeInvoice(priced, {
    type,
    series: type === '01' ? 'F001' : 'B001',
    issueTime: '10:00:00',
    supplier: { ruc: '20601234565', name: 'BODEGA S.A.C.', address: { establishmentCode: '0000' } },
    customer: type === '01' ? COMPANY : PERSON,
    ...header,
  });
  return { ...made, ...over };
}

const found = (type: '01' | '03', change: Change = {}, today = TODAY): string[] =>
  validateInvoice(draft(type, change), { today }).map((issue) => `${issue.pointer} ${issue.sunatCode ?? '-'}`);

test('a good factura and a good boleta have nothing to object', () => {
  expect(found('01')).toEqual([]);
  expect(found('03')).toEqual([]);
  expect(found('03', { header: { customer: undefined } })).toEqual([]);
});

describe('the buyer', () => {
  const factura = (customer: InvoiceHeader['customer']): string[] => found('01', { header: { customer } });

  test('a factura needs a RUC that is one', () => {
    expect(factura(undefined)).toEqual(['/customer 2800']);
    expect(factura(PERSON)).toEqual(['/customer/document_type 2800']);
    expect(factura({ ...COMPANY, documentNumber: '20100070971' })).toEqual(['/customer/document_number 2017']);
  });

  test('a name has 3 to 1500 characters that XML can hold', () => {
    expect(factura({ ...COMPANY, name: '' })).toEqual(['/customer/name 2021']);
    expect(factura({ ...COMPANY, name: 'X' })).toEqual(['/customer/name 2022']);
    expect(factura({ ...COMPANY, name: 'A'.repeat(1501) })).toEqual(['/customer/name 2022']);
    expect(factura({ ...COMPANY, name: 'BODEGA \u0001' })).toEqual(['/customer/name 2022']);
    expect(factura({ ...COMPANY, name: 'BODEGA\nY\tMÁS' })).toEqual([]);
  });

  test('zeros and blanks are no way round the identity rule', () => {
    const boleta = (customer: InvoiceHeader['customer']): string[] =>
      found('03', { header: { customer }, line: { unitPrice: '701.00' } });
    expect(boleta({ ...PERSON, documentNumber: '00000000' })).toEqual(['/customer 2514']);
    expect(boleta({ ...PERSON, documentNumber: ' ' })).toEqual(['/customer/document_number 2014']);
    expect(boleta({ ...COMPANY, documentNumber: '00000000000' })).toEqual(['/customer/document_number 2017']);
    expect(factura({ ...COMPANY, documentNumber: '-' })).toEqual(['/customer/document_number 2017']);
  });

  test('a boleta above 700 soles names its buyer, one of exactly 700 need not', () => {
    const header = { customer: undefined };
    expect(found('03', { header, line: { unitPrice: '700.00' } })).toEqual([]);
    expect(found('03', { header, line: { unitPrice: '700.01' } })).toEqual(['/customer 2514']);
    expect(found('03', { line: { unitPrice: '700.01' } })).toEqual([]);
    const dash = { customer: { documentType: '0', documentNumber: '-', name: 'CLIENTES VARIOS' } };
    expect(found('03', { header: dash, line: { unitPrice: '700.01' } })).toEqual(['/customer 2514']);
  });

  test('the limit is in soles: dollars are converted, and cannot be without a rate', () => {
    const sale = { currency: 'USD' };
    const of = (unitPrice: string, exchangeRate: string | undefined): string[] =>
      found('03', { sale, line: { unitPrice }, header: { customer: undefined, exchangeRate } });
    expect(of('199.00', '3.5')).toEqual([]);
    expect(of('201.00', '3.5')).toEqual(['/customer 2514']);
    expect(of('10.00', undefined)).toEqual(['/exchange_rate -']);
    expect(of('10.00', '0')).toEqual(['/exchange_rate -']);
  });
});

describe('dates', () => {
  test('a factura has 3 days to be sent and a boleta 5', () => {
    expect(found('01', {}, '2026-11-28')).toEqual([]);
    expect(found('01', {}, '2026-11-29')).toEqual(['/issue_date 2108']);
    expect(found('03', {}, '2026-11-30')).toEqual([]);
    expect(found('03', {}, '2026-12-01')).toEqual(['/issue_date 1079']);
  });

  test('more than two days ahead is refused', () => {
    expect(found('03', {}, '2026-11-23')).toEqual([]);
    expect(found('03', {}, '2026-11-22')).toEqual(['/issue_date 2329']);
    expect(found('03', { draft: { issueDate: '2026-02-30' } })).toEqual(['/issue_date 2329']);
  });

  test('a rate that is not in force is refused', () => {
    const other = { igvPercent: '19' };
    expect(found('03', { draft: other })).toEqual(['/issue_date 3462', '/lines/0/igv_affectation 3462']);
  });
});

describe('the lines', () => {
  test.each<[Partial<SaleLineInput>, string]>([
    [{ description: '  ' }, '/lines/0/description 2026'],
    [{ description: 'x'.repeat(501) }, '/lines/0/description 2027'],
    [{ unitCode: 'KILO' }, '/lines/0/unit_code 2936'],
    [{ unitCode: 'toString' }, '/lines/0/unit_code 2936'],
    [{ sunatCode: '123' }, '/lines/0/sunat_code 3496'],
    [{ igvAffectation: '40' }, '/lines/0/igv_affectation -'],
  ])('%j', (line, expected) => {
    expect(found('03', { line })).toEqual([expected]);
  });

  test('from 2027 the product code is required, by the date of issue', () => {
    const sale = { issueDate: '2027-01-01' };
    expect(found('03', { sale }, '2027-01-01')).toEqual(['/lines/0/sunat_code 3496']);
    expect(found('03', { sale, line: { sunatCode: '50201706' } }, '2027-01-01')).toEqual([]);
    expect(found('03', { sale: { issueDate: '2026-12-31' } }, '2027-01-01')).toEqual([]);
  });
});

describe('series, currency, company and order', () => {
  test.each<['01' | '03', Change, string]>([
    ['01', { header: { series: 'B001' } }, '/series 1001'],
    ['03', { header: { series: 'F001' } }, '/series 1001'],
    ['01', { header: { series: 'F0001' } }, '/series 1001'],
    ['01', { sale: { currency: 'SOL' }, header: { exchangeRate: '1' } }, '/currency 3088'],
    ['01', { header: { orderReference: 'x'.repeat(21) } }, '/order_reference 4233'],
  ])('%s %j', (type, change, expected) => {
    expect(found(type, change)).toEqual([expected]);
  });

  test('the company itself must be complete', () => {
    const supplier = { ruc: '20601234560', name: ' ', address: { establishmentCode: '' } };
    expect(found('01', { header: { supplier } })).toEqual([' 1034', ' 1037', '/warehouse_id 3030']);
  });
});

describe('credit terms', () => {
  const terms = (pending: string, instalments: [string, string][]): string[] => {
    const list = instalments.map(([amount, dueDate]) => ({ amount, dueDate }));
    return found('01', { header: { paymentTerms: { type: 'credit', pending, instalments: list } } });
  };

  test('instalments that add up to what is pending are good', () => {
    expect(
      terms('118.00', [
        ['60.00', '2026-12-25'],
        ['58.00', '2027-01-25'],
      ]),
    ).toEqual([]);
    expect(terms('18.00', [['18.00', '2026-11-26']])).toEqual([]);
  });

  test.each<[string, [string, string][], string]>([
    ['118.00', [], '/payment_terms/instalments 3249'],
    ['118.00', [['100.00', '2026-12-25']], '/payment_terms/instalments 3319'],
    ['118.00', [['0.00', '2026-12-25']], '/payment_terms/instalments/0/amount 3254'],
    ['118.00', [['1.234', '2026-12-25']], '/payment_terms/instalments/0/amount 3254'],
    ['118.00', [['118.01', '2026-12-25']], '/payment_terms/instalments/0/amount 3266'],
    ['118.00', [['118.00', '25/12/2026']], '/payment_terms/instalments/0/due_date 3256'],
    ['118.00', [['118.00', TODAY]], '/payment_terms/instalments/0/due_date 3267'],
    ['0.00', [['118.00', '2026-12-25']], '/payment_terms 3251'],
    ['118.01', [['118.00', '2026-12-25']], '/payment_terms 3265'],
  ])('pending %s in %j', (pending, instalments, expected) => {
    expect(terms(pending, instalments)).toEqual([expected]);
  });
});
