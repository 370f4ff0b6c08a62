import { EXAMPLE_RUC } from './example-bill.ts';

const UBL = 'urn:oasis:names:specification:ubl:schema:xsd';
const SUNAT = 'urn:sunat:names:specification:ubl:peru:schema:xsd';

/** Certificates for the sandbox's own tests: 1,000.00 of a factura paid at once, with 3 % retained or 2 % perceived. */
export interface ExampleCertificate {
  readonly type: '20' | '40';
  readonly number: number;
  readonly issueDate: string;
  /** The factura: number and date. */
  readonly factura?: string;
}

export const certificateName = ({ type, number }: ExampleCertificate): string =>
  `${EXAMPLE_RUC}-${type}-${type === '20' ? 'R' : 'P'}001-${number}`;

const party = (tag: string, ruc: string, name: string): string =>
  `<cac:${tag}><cac:PartyIdentification><cbc:ID schemeID="6">${ruc}</cbc:ID></cac:PartyIdentification>` +
  `<cac:PartyLegalEntity><cbc:RegistrationName>${name}</cbc:RegistrationName></cac:PartyLegalEntity></cac:${tag}>`;

export function exampleCertificate(one: ExampleCertificate): string {
  const retention = one.type === '20';
  const kind = retention ? 'Retention' : 'Perception';
  const [rate, amount, net] = retention ? ['3', '30.00', '970.00'] : ['2', '20.00', '1020.00'];
  const total = retention ? 'SUNATTotalPaid' : 'SUNATTotalCashed';
  const netName = retention ? 'SUNATNetTotalPaid' : 'SUNATNetTotalCashed';
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
    `<${kind} xmlns="${SUNAT}:${kind}-1" xmlns:cac="${UBL}:CommonAggregateComponents-2" ` +
    `xmlns:cbc="${UBL}:CommonBasicComponents-2" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" ` +
    `xmlns:ext="${UBL}:CommonExtensionComponents-2" xmlns:sac="${SUNAT}:SunatAggregateComponents-1">` +
    '<ext:UBLExtensions><ext:UBLExtension><ext:ExtensionContent></ext:ExtensionContent></ext:UBLExtension></ext:UBLExtensions>' +
    '<cbc:UBLVersionID>2.0</cbc:UBLVersionID><cbc:CustomizationID>1.0</cbc:CustomizationID>' +
    `<cac:Signature><cbc:ID>Firma</cbc:ID><cac:SignatoryParty><cac:PartyIdentification><cbc:ID>${EXAMPLE_RUC}</cbc:ID></cac:PartyIdentification>` +
    '<cac:PartyName><cbc:Name>EMPRESA DE PRUEBA S.A.C.</cbc:Name></cac:PartyName></cac:SignatoryParty><cac:DigitalSignatureAttachment>' +
    '<cac:ExternalReference><cbc:URI>#Firma</cbc:URI></cac:ExternalReference></cac:DigitalSignatureAttachment></cac:Signature>' +
    `<cbc:ID>${retention ? 'R' : 'P'}001-${one.number}</cbc:ID><cbc:IssueDate>${one.issueDate}</cbc:IssueDate>` +
    party('AgentParty', EXAMPLE_RUC, 'EMPRESA DE PRUEBA S.A.C.') +
    party('ReceiverParty', '20100070970', 'SUPERMERCADOS DE PRUEBA S.A.') +
    `<sac:SUNAT${kind}SystemCode>01</sac:SUNAT${kind}SystemCode><sac:SUNAT${kind}Percent>${rate}</sac:SUNAT${kind}Percent>` +
    `<cbc:TotalInvoiceAmount currencyID="PEN">${amount}</cbc:TotalInvoiceAmount><sac:${total} currencyID="PEN">${net}</sac:${total}>` +
    `<sac:SUNAT${kind}DocumentReference><cbc:ID schemeID="01">${one.factura ?? 'F009-1'}</cbc:ID><cbc:IssueDate>${one.issueDate}</cbc:IssueDate>` +
    '<cbc:TotalInvoiceAmount currencyID="PEN">1000.00</cbc:TotalInvoiceAmount><cac:Payment><cbc:ID>1</cbc:ID>' +
    `<cbc:PaidAmount currencyID="PEN">1000.00</cbc:PaidAmount><cbc:PaidDate>${one.issueDate}</cbc:PaidDate></cac:Payment>` +
    `<sac:SUNAT${kind}Information><sac:SUNAT${kind}Amount currencyID="PEN">${amount}</sac:SUNAT${kind}Amount>` +
    `<sac:SUNAT${kind}Date>${one.issueDate}</sac:SUNAT${kind}Date><sac:${netName} currencyID="PEN">${net}</sac:${netName}>` +
    `</sac:SUNAT${kind}Information></sac:SUNAT${kind}DocumentReference></${kind}>`
  );
}
