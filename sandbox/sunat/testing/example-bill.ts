/**
 * A small receipt for the sandbox's own tests, written by hand from the guides and canonical as it stands
 * (sorted namespaces and attributes, no empty tags), so that it can be signed without a parser.
 */
export interface ExampleBill {
  readonly ruc: string;
  readonly type: '01' | '03';
  readonly series: string;
  readonly number: number;
  readonly issueDate: string;
}

export const EXAMPLE_RUC = '20100066603';

const UBL = 'urn:oasis:names:specification:ubl:schema:xsd';

/** Two bags of coffee at 59.00 each: value 100.00, IGV 18.00, total 118.00 soles, paid in cash. */
export function exampleBill(bill: ExampleBill): string {
  return invoice(bill, exampleLine(1));
}

/** The base name of the receipt's file. */
export const exampleName = (bill: ExampleBill): string => `${bill.ruc}-${bill.type}-${bill.series}-${bill.number}`;

function invoice(bill: ExampleBill, lines: string): string {
  const terms =
    bill.type === '01'
      ? '<cac:PaymentTerms><cbc:ID>FormaPago</cbc:ID><cbc:PaymentMeansID>Contado</cbc:PaymentMeansID></cac:PaymentTerms>'
      : '';
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
    `<Invoice xmlns="${UBL}:Invoice-2" xmlns:cac="${UBL}:CommonAggregateComponents-2" ` +
    `xmlns:cbc="${UBL}:CommonBasicComponents-2" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" ` +
    `xmlns:ext="${UBL}:CommonExtensionComponents-2">` +
    '<ext:UBLExtensions><ext:UBLExtension><ext:ExtensionContent></ext:ExtensionContent></ext:UBLExtension></ext:UBLExtensions>' +
    '<cbc:UBLVersionID>2.1</cbc:UBLVersionID><cbc:CustomizationID>2.0</cbc:CustomizationID>' +
    `<cbc:ID>${bill.series}-${bill.number}</cbc:ID><cbc:IssueDate>${bill.issueDate}</cbc:IssueDate>` +
    `<cbc:InvoiceTypeCode listID="0101">${bill.type}</cbc:InvoiceTypeCode>` +
    '<cbc:Note languageLocaleID="1000">SON: CIENTO DIECIOCHO CON 00/100 SOLES</cbc:Note>' +
    '<cbc:DocumentCurrencyCode>PEN</cbc:DocumentCurrencyCode>' +
    parties(bill) +
    terms +
    taxTotal('18.00', '100.00', '18.00', '') +
    '<cac:LegalMonetaryTotal><cbc:LineExtensionAmount currencyID="PEN">100.00</cbc:LineExtensionAmount>' +
    '<cbc:TaxInclusiveAmount currencyID="PEN">118.00</cbc:TaxInclusiveAmount>' +
    '<cbc:PayableAmount currencyID="PEN">118.00</cbc:PayableAmount></cac:LegalMonetaryTotal>' +
    `${lines}</Invoice>`
  );
}

function parties({ ruc, type }: ExampleBill): string {
  const buyer =
    type === '01'
      ? { scheme: '6', number: '20100070970', name: 'SUPERMERCADOS DE PRUEBA S.A.' }
      : { scheme: '1', number: '45678912', name: 'ROSA QUISPE MAMANI' };
  return (
    `<cac:Signature><cbc:ID>Firma</cbc:ID><cac:SignatoryParty><cac:PartyIdentification><cbc:ID>${ruc}</cbc:ID></cac:PartyIdentification>` +
    '<cac:PartyName><cbc:Name>EMPRESA DE PRUEBA S.A.C.</cbc:Name></cac:PartyName></cac:SignatoryParty><cac:DigitalSignatureAttachment>' +
    '<cac:ExternalReference><cbc:URI>#Firma</cbc:URI></cac:ExternalReference></cac:DigitalSignatureAttachment></cac:Signature>' +
    `<cac:AccountingSupplierParty><cac:Party><cac:PartyIdentification><cbc:ID schemeID="6">${ruc}</cbc:ID></cac:PartyIdentification>` +
    '<cac:PartyLegalEntity><cbc:RegistrationName>EMPRESA DE PRUEBA S.A.C.</cbc:RegistrationName>' +
    '<cac:RegistrationAddress><cbc:AddressTypeCode>0000</cbc:AddressTypeCode></cac:RegistrationAddress></cac:PartyLegalEntity>' +
    '</cac:Party></cac:AccountingSupplierParty>' +
    `<cac:AccountingCustomerParty><cac:Party><cac:PartyIdentification><cbc:ID schemeID="${buyer.scheme}">${buyer.number}</cbc:ID>` +
    `</cac:PartyIdentification><cac:PartyLegalEntity><cbc:RegistrationName>${buyer.name}</cbc:RegistrationName></cac:PartyLegalEntity>` +
    '</cac:Party></cac:AccountingCustomerParty>'
  );
}

function taxTotal(total: string, base: string, amount: string, lineParts: string): string {
  return (
    `<cac:TaxTotal><cbc:TaxAmount currencyID="PEN">${total}</cbc:TaxAmount><cac:TaxSubtotal>` +
    `<cbc:TaxableAmount currencyID="PEN">${base}</cbc:TaxableAmount><cbc:TaxAmount currencyID="PEN">${amount}</cbc:TaxAmount>` +
    `<cac:TaxCategory>${lineParts}<cac:TaxScheme><cbc:ID>1000</cbc:ID><cbc:Name>IGV</cbc:Name><cbc:TaxTypeCode>VAT</cbc:TaxTypeCode>` +
    '</cac:TaxScheme></cac:TaxCategory></cac:TaxSubtotal></cac:TaxTotal>'
  );
}

function exampleLine(id: number): string {
  return (
    `<cac:InvoiceLine><cbc:ID>${id}</cbc:ID><cbc:InvoicedQuantity unitCode="NIU">2</cbc:InvoicedQuantity>` +
    '<cbc:LineExtensionAmount currencyID="PEN">100.00</cbc:LineExtensionAmount><cac:PricingReference><cac:AlternativeConditionPrice>' +
    '<cbc:PriceAmount currencyID="PEN">59.00</cbc:PriceAmount><cbc:PriceTypeCode>01</cbc:PriceTypeCode>' +
    '</cac:AlternativeConditionPrice></cac:PricingReference>' +
    taxTotal(
      '18.00',
      '100.00',
      '18.00',
      '<cbc:Percent>18</cbc:Percent><cbc:TaxExemptionReasonCode>10</cbc:TaxExemptionReasonCode>',
    ) +
    '<cac:Item><cbc:Description>CAFE MOLIDO 250 G</cbc:Description></cac:Item>' +
    '<cac:Price><cbc:PriceAmount currencyID="PEN">50.00</cbc:PriceAmount></cac:Price></cac:InvoiceLine>'
  );
}

/** A credit note over the whole of a receipt, by changing what differs in the document. */
export function exampleCreditNote(bill: ExampleBill, series: string, number: number): string {
  return exampleBill(bill)
    .replace(/<\?xml[^>]*\?>\n/, '')
    .replace(`${UBL}:Invoice-2`, `${UBL}:CreditNote-2`)
    .replace('<Invoice', '<?xml version="1.0" encoding="UTF-8"?>\n<CreditNote')
    .replace('</Invoice>', '</CreditNote>')
    .replace(`<cbc:ID>${bill.series}-${bill.number}<`, `<cbc:ID>${series}-${number}<`)
    .replace(/<cbc:InvoiceTypeCode.*?<\/cbc:InvoiceTypeCode>/, '')
    .replace(/<cac:PaymentTerms>.*?<\/cac:PaymentTerms>/, '')
    .replace(
      '</cbc:DocumentCurrencyCode>',
      '</cbc:DocumentCurrencyCode><cac:DiscrepancyResponse><cbc:ResponseCode>01</cbc:ResponseCode>' +
        '<cbc:Description>ANULACION DE LA OPERACION</cbc:Description></cac:DiscrepancyResponse><cac:BillingReference>' +
        `<cac:InvoiceDocumentReference><cbc:ID>${bill.series}-${bill.number}</cbc:ID><cbc:DocumentTypeCode>${bill.type}` +
        '</cbc:DocumentTypeCode></cac:InvoiceDocumentReference></cac:BillingReference>',
    )
    .replaceAll('InvoiceLine>', 'CreditNoteLine>')
    .replaceAll('InvoicedQuantity', 'CreditedQuantity');
}
