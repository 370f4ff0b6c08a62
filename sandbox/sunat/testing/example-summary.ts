import { EXAMPLE_RUC } from './example-bill.ts';

const UBL = 'urn:oasis:names:specification:ubl:schema:xsd';
const SUNAT = 'urn:sunat:names:specification:ubl:peru:schema:xsd';

function head(root: string, version: string, id: string, reference: string, issued: string): string {
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
    `<${root} xmlns="${SUNAT}:${root}-1" xmlns:cac="${UBL}:CommonAggregateComponents-2" ` +
    `xmlns:cbc="${UBL}:CommonBasicComponents-2" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" ` +
    `xmlns:ext="${UBL}:CommonExtensionComponents-2" xmlns:sac="${SUNAT}:SunatAggregateComponents-1">` +
    '<ext:UBLExtensions><ext:UBLExtension><ext:ExtensionContent></ext:ExtensionContent></ext:UBLExtension></ext:UBLExtensions>' +
    `<cbc:UBLVersionID>2.0</cbc:UBLVersionID><cbc:CustomizationID>${version}</cbc:CustomizationID>` +
    `<cbc:ID>${id}</cbc:ID><cbc:ReferenceDate>${reference}</cbc:ReferenceDate><cbc:IssueDate>${issued}</cbc:IssueDate>` +
    `<cac:Signature><cbc:ID>Firma</cbc:ID><cac:SignatoryParty><cac:PartyIdentification><cbc:ID>${EXAMPLE_RUC}</cbc:ID></cac:PartyIdentification>` +
    '<cac:PartyName><cbc:Name>EMPRESA DE PRUEBA S.A.C.</cbc:Name></cac:PartyName></cac:SignatoryParty><cac:DigitalSignatureAttachment>' +
    '<cac:ExternalReference><cbc:URI>#Firma</cbc:URI></cac:ExternalReference></cac:DigitalSignatureAttachment></cac:Signature>' +
    `<cac:AccountingSupplierParty><cbc:CustomerAssignedAccountID>${EXAMPLE_RUC}</cbc:CustomerAssignedAccountID>` +
    '<cbc:AdditionalAccountID>6</cbc:AdditionalAccountID><cac:Party><cac:PartyLegalEntity>' +
    '<cbc:RegistrationName>EMPRESA DE PRUEBA S.A.C.</cbc:RegistrationName></cac:PartyLegalEntity></cac:Party></cac:AccountingSupplierParty>'
  );
}

/** Voided documents (RA) with one line. */
export function exampleVoid(id: string, date: string, series: string, number: number): string {
  return (
    `${head('VoidedDocuments', '1.0', id, date, date)}<sac:VoidedDocumentsLine><cbc:LineID>1</cbc:LineID>` +
    `<cbc:DocumentTypeCode>01</cbc:DocumentTypeCode><sac:DocumentSerialID>${series}</sac:DocumentSerialID>` +
    `<sac:DocumentNumberID>${number}</sac:DocumentNumberID>` +
    '<sac:VoidReasonDescription>ERROR DE DIGITACION</sac:VoidReasonDescription></sac:VoidedDocumentsLine></VoidedDocuments>'
  );
}

/** A daily summary (RC) with one boleta of 118.00 and its action of catalogue 19. */
export function exampleDaily(
  id: string,
  date: string,
  series: string,
  number: number,
  action: '1' | '2' | '3',
): string {
  return `${head('SummaryDocuments', '1.1', id, date, date)}${exampleDailyLine(1, series, number, action)}</SummaryDocuments>`;
}

/** One line of an RC. */
export function exampleDailyLine(line: number, series: string, number: number, action: '1' | '2' | '3'): string {
  return (
    `<sac:SummaryDocumentsLine><cbc:LineID>${line}</cbc:LineID>` +
    `<cbc:DocumentTypeCode>03</cbc:DocumentTypeCode><cbc:ID>${series}-${number}</cbc:ID>` +
    '<cac:AccountingCustomerParty><cbc:CustomerAssignedAccountID>45678912</cbc:CustomerAssignedAccountID>' +
    '<cbc:AdditionalAccountID>1</cbc:AdditionalAccountID></cac:AccountingCustomerParty>' +
    `<cac:Status><cbc:ConditionCode>${action}</cbc:ConditionCode></cac:Status>` +
    '<sac:TotalAmount currencyID="PEN">118.00</sac:TotalAmount><sac:BillingPayment><cbc:PaidAmount currencyID="PEN">100.00</cbc:PaidAmount>' +
    '<cbc:InstructionID>01</cbc:InstructionID></sac:BillingPayment><cac:TaxTotal><cbc:TaxAmount currencyID="PEN">18.00</cbc:TaxAmount>' +
    '<cac:TaxSubtotal><cbc:TaxAmount currencyID="PEN">18.00</cbc:TaxAmount><cac:TaxCategory><cac:TaxScheme><cbc:ID>1000</cbc:ID>' +
    '<cbc:Name>IGV</cbc:Name><cbc:TaxTypeCode>VAT</cbc:TaxTypeCode></cac:TaxScheme></cac:TaxCategory></cac:TaxSubtotal></cac:TaxTotal>' +
    '</sac:SummaryDocumentsLine>'
  );
}
