import { describe, expect, test } from '@jest/globals';
import { priceSale } from '../sale/price-sale.ts';
import type { SaleLineInput } from '../sale/types.ts';
import { buildInvoiceXml } from './build-invoice-xml.ts';
import { type InvoiceHeader, makeInvoice, withNumber } from './invoice.ts';

function xmlOf(type: '01' | '03', header: Partial<InvoiceHeader> = {}, line: Partial<SaleLineInput> = {}): string {
  const priced = priceSale({
    currency: 'PEN',
    issueDate: '2026-11-25',
    lines: [
      {
        productId: 'p',
        sku: 'CAFE-250',
        description: 'Café',
        unitCode: 'NIU',
        quantity: '2',
        unitPrice: '59.00',
        igvAffectation: '10',
        ...line,
      },
    ],
  });
  const draft = makeInvoice(priced, {
    type,
    series: type === '01' ? 'F001' : 'B001',
    issueTime: '10:00:00',
    supplier: { ruc: '20601234565', name: 'BODEGA', address: { establishmentCode: '0001' } },
    ...header,
  });
  const { beforeSignature, afterSignature } = buildInvoiceXml(withNumber(draft, 7));
  return beforeSignature + afterSignature;
}

test('the place for the signature is the only extension, and the signature is announced by its id', () => {
  const xml = xmlOf('03');
  expect(xml).toContain('<ext:ExtensionContent></ext:ExtensionContent>');
  expect(xml).toContain('<cbc:URI>#SignatureHub</cbc:URI>');
});

test('number, type and operation stand where SUNAT reads them', () => {
  const xml = xmlOf('01', { customer: { documentType: '6', documentNumber: '20100070970', name: 'SUPER' } });
  expect(xml).toContain('<cbc:ID>F001-7</cbc:ID><cbc:IssueDate>2026-11-25</cbc:IssueDate>');
  expect(xml).toContain('<cbc:InvoiceTypeCode listID="0101">01</cbc:InvoiceTypeCode>');
  expect(xml).toContain('<cbc:AddressTypeCode>0001</cbc:AddressTypeCode>');
  expect(xml).toContain('<cbc:ID schemeID="6">20100070970</cbc:ID>');
});

test('a boleta to nobody names CLIENTES VARIOS', () => {
  expect(xmlOf('03')).toContain('<cbc:ID schemeID="0">00000000</cbc:ID>');
  expect(xmlOf('03')).toContain('<cbc:RegistrationName>CLIENTES VARIOS</cbc:RegistrationName>');
});

describe('the form of payment', () => {
  const instalments = [
    { amount: '60.00', dueDate: '2026-12-25' },
    { amount: '58.00', dueDate: '2027-01-25' },
  ];
  const credit = { type: 'credit' as const, pending: '118.00', instalments };

  test('cash is Contado', () => {
    expect(xmlOf('01')).toContain('<cbc:PaymentMeansID>Contado</cbc:PaymentMeansID></cac:PaymentTerms>');
  });

  test('credit has what is pending, its instalments, and the last date as due date', () => {
    const xml = xmlOf('01', { paymentTerms: credit });
    expect(xml).toContain('<cbc:DueDate>2027-01-25</cbc:DueDate>');
    expect(xml).toContain('Credito</cbc:PaymentMeansID><cbc:Amount currencyID="PEN">118.00</cbc:Amount>');
    expect(xml).toContain('Cuota001</cbc:PaymentMeansID><cbc:Amount currencyID="PEN">60.00</cbc:Amount>');
    expect(xml).toContain('Cuota002</cbc:PaymentMeansID><cbc:Amount currencyID="PEN">58.00</cbc:Amount>');
  });

  test('a boleta carries none', () => {
    expect(xmlOf('03', { paymentTerms: credit })).not.toContain('PaymentTerms');
  });
});

test('a seller’s code that SUNAT would observe is left out', () => {
  expect(xmlOf('03')).toContain('<cac:SellersItemIdentification><cbc:ID>CAFE-250</cbc:ID>');
  expect(xmlOf('03', {}, { sku: 'X'.repeat(31) })).not.toContain('SellersItemIdentification');
});
