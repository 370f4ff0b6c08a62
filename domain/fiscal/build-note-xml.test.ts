import { expect, test } from '@jest/globals';
import { priceSale } from '../sale/price-sale.ts';
import { buildNoteXml } from './build-note-xml.ts';
import { makeInvoice, withNumber } from './invoice.ts';
import { makeCreditNote, makeDebitNote, type NoteRequest } from './note.ts';

const SUPPLIER = { ruc: '20601234565', name: 'BODEGA', address: { establishmentCode: '0001' } };
const HEADER = { series: 'FC01', issueDate: '2026-11-25', issueTime: '18:00:00', supplier: SUPPLIER };

const product = { productId: 'p', sku: 'CAFE-250', description: 'Café', unitCode: 'NIU', quantity: '2' };
const FACTURA = withNumber(
  makeInvoice(
    priceSale({
      currency: 'PEN',
      issueDate: '2026-11-25',
      lines: [{ ...product, unitPrice: '59.00', igvAffectation: '10', discountAmount: '11.80' }],
    }),
    {
      ...{ type: '01', series: 'F001', issueTime: '10:00:00', supplier: SUPPLIER },
      customer: { documentType: '6', documentNumber: '20100070970', name: 'SUPER' },
    },
  ),
  7,
);

function xmlOf(request: NoteRequest, type: '07' | '08' = '07'): string {
  const note =
    type === '07'
      ? withNumber(makeCreditNote(FACTURA, [], request, HEADER), 3)
      : withNumber(makeDebitNote(FACTURA, request, { ...HEADER, series: 'FD01' }), 3);
  const { beforeSignature, afterSignature } = buildNoteXml(note);
  return beforeSignature + afterSignature;
}

test('a credit note says what it amends and why', () => {
  const xml = xmlOf({ reasonCode: '01', reason: 'Error & <anulación>' });
  expect(xml).toMatch(/^<CreditNote xmlns="urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2" /);
  expect(xml).toContain('<cbc:ID>FC01-3</cbc:ID>');
  expect(xml).toContain(
    '<cac:DiscrepancyResponse><cbc:ResponseCode>01</cbc:ResponseCode>' +
      '<cbc:Description>Error &amp; &lt;anulación&gt;</cbc:Description></cac:DiscrepancyResponse>',
  );
  expect(xml).toContain(
    '<cac:InvoiceDocumentReference><cbc:ID>F001-7</cbc:ID><cbc:DocumentTypeCode>01</cbc:DocumentTypeCode>',
  );
  expect(xml).not.toContain('InvoiceTypeCode');
  expect(xml).not.toContain('PaymentTerms');
});

test('a line shows what was paid in the end, without a discount', () => {
  const xml = xmlOf({ reasonCode: '07', reason: 'Devolución', lines: [{ line: 1, quantity: '1' }] });
  expect(xml).not.toContain('AllowanceCharge');
  expect(xml).toContain('<cbc:CreditedQuantity unitCode="NIU">1</cbc:CreditedQuantity>');
  expect(xml).toContain('<cbc:LineExtensionAmount currencyID="PEN">45.00</cbc:LineExtensionAmount>');
  expect(xml).toContain('<cac:Price><cbc:PriceAmount currencyID="PEN">45</cbc:PriceAmount></cac:Price>');
  expect(xml).toContain('<cbc:PayableAmount currencyID="PEN">53.10</cbc:PayableAmount></cac:LegalMonetaryTotal>');
});

test('a debit note calls its totals and lines by their own names', () => {
  const xml = xmlOf({ reasonCode: '01', reason: 'Mora', amount: '5.00' }, '08');
  expect(xml).toMatch(/^<DebitNote .*<\/DebitNote>$/s);
  expect(xml).toContain('<cbc:PayableAmount currencyID="PEN">5.00</cbc:PayableAmount></cac:RequestedMonetaryTotal>');
  expect(xml).toContain(
    '<cac:DebitNoteLine><cbc:ID>1</cbc:ID><cbc:DebitedQuantity unitCode="ZZ">1</cbc:DebitedQuantity>',
  );
});

test('new instalments are written as on a factura on credit', () => {
  const instalments = [{ amount: '106.20', dueDate: '2027-01-10' }];
  const xml = xmlOf({ reasonCode: '13', reason: 'Nuevo plazo', instalments });
  expect(xml).toContain('Credito</cbc:PaymentMeansID><cbc:Amount currencyID="PEN">106.20</cbc:Amount>');
  expect(xml).toContain('<cbc:PaymentDueDate>2027-01-10</cbc:PaymentDueDate>');
  expect(xml).toContain('<cbc:PayableAmount currencyID="PEN">0.00</cbc:PayableAmount>');
});
