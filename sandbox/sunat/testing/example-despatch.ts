import { EXAMPLE_RUC } from './example-bill.ts';

const UBL = 'urn:oasis:names:specification:ubl:schema:xsd';

/** Guides for the sandbox's own tests, canonical as they stand like the example receipt. */
export interface ExampleGuide {
  readonly type: '09' | '31';
  readonly series: string;
  readonly number: number;
  readonly issueDate: string;
}

export const guideName = ({ type, series, number }: ExampleGuide): string =>
  `${EXAMPLE_RUC}-${type}-${series}-${number}`;

const party = (scheme: string, number: string, name: string): string =>
  `<cac:PartyIdentification><cbc:ID schemeID="${scheme}">${number}</cbc:ID></cac:PartyIdentification>` +
  `<cac:PartyLegalEntity><cbc:RegistrationName>${name}</cbc:RegistrationName></cac:PartyLegalEntity>`;

const BUYER = party('6', '20100070970', 'SUPERMERCADOS DE PRUEBA S.A.');

/** Ten bags of coffee: 09 sold and driven by the sender himself, 31 carried for another sender. */
export function exampleGuide(guide: ExampleGuide): string {
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
    `<DespatchAdvice xmlns="${UBL}:DespatchAdvice-2" xmlns:cac="${UBL}:CommonAggregateComponents-2" ` +
    `xmlns:cbc="${UBL}:CommonBasicComponents-2" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" ` +
    `xmlns:ext="${UBL}:CommonExtensionComponents-2">` +
    '<ext:UBLExtensions><ext:UBLExtension><ext:ExtensionContent></ext:ExtensionContent></ext:UBLExtension></ext:UBLExtensions>' +
    '<cbc:UBLVersionID>2.1</cbc:UBLVersionID><cbc:CustomizationID>2.0</cbc:CustomizationID>' +
    `<cbc:ID>${guide.series}-${guide.number}</cbc:ID><cbc:IssueDate>${guide.issueDate}</cbc:IssueDate>` +
    `<cbc:IssueTime>10:30:00</cbc:IssueTime><cbc:DespatchAdviceTypeCode>${guide.type}</cbc:DespatchAdviceTypeCode>` +
    signatory() +
    `<cac:DespatchSupplierParty><cac:Party>${party('6', EXAMPLE_RUC, 'EMPRESA DE PRUEBA S.A.C.')}</cac:Party></cac:DespatchSupplierParty>` +
    `<cac:DeliveryCustomerParty><cac:Party>${BUYER}</cac:Party></cac:DeliveryCustomerParty>` +
    `${shipment(guide)}${line()}</DespatchAdvice>`
  );
}

function signatory(): string {
  return (
    `<cac:Signature><cbc:ID>Firma</cbc:ID><cac:SignatoryParty><cac:PartyIdentification><cbc:ID>${EXAMPLE_RUC}</cbc:ID></cac:PartyIdentification>` +
    '<cac:PartyName><cbc:Name>EMPRESA DE PRUEBA S.A.C.</cbc:Name></cac:PartyName></cac:SignatoryParty><cac:DigitalSignatureAttachment>' +
    '<cac:ExternalReference><cbc:URI>#Firma</cbc:URI></cac:ExternalReference></cac:DigitalSignatureAttachment></cac:Signature>'
  );
}

function shipment({ type, issueDate }: ExampleGuide): string {
  const carried = type === '31';
  const sender = carried
    ? `<cac:DespatchParty>${party('6', '20131312955', 'REMITENTE DE PRUEBA')}</cac:DespatchParty>`
    : '';
  return (
    `<cac:Shipment><cbc:ID>SUNAT_Envio</cbc:ID>${carried ? '' : '<cbc:HandlingCode>01</cbc:HandlingCode>'}` +
    '<cbc:GrossWeightMeasure unitCode="KGM">2.500</cbc:GrossWeightMeasure>' +
    `${carried ? '<cbc:SpecialInstructions>SUNAT_Envio_IndicadorPagadorFlete_Remitente</cbc:SpecialInstructions>' : ''}` +
    `<cac:ShipmentStage>${carried ? '' : '<cbc:TransportModeCode>02</cbc:TransportModeCode>'}` +
    `<cac:TransitPeriod><cbc:StartDate>${issueDate}</cbc:StartDate></cac:TransitPeriod>` +
    `${carried ? '<cac:CarrierParty><cac:PartyLegalEntity><cbc:CompanyID>15M0001CNG</cbc:CompanyID></cac:PartyLegalEntity></cac:CarrierParty>' : ''}` +
    '<cac:DriverPerson><cbc:ID schemeID="1">45678912</cbc:ID><cbc:FirstName>ROSA</cbc:FirstName>' +
    '<cbc:FamilyName>QUISPE MAMANI</cbc:FamilyName><cbc:JobTitle>Principal</cbc:JobTitle>' +
    '<cac:IdentityDocumentReference><cbc:ID>Q45678912</cbc:ID></cac:IdentityDocumentReference></cac:DriverPerson></cac:ShipmentStage>' +
    '<cac:Delivery><cac:DeliveryAddress><cbc:ID>150131</cbc:ID><cac:AddressLine><cbc:Line>AV. JAVIER PRADO 100</cbc:Line></cac:AddressLine></cac:DeliveryAddress>' +
    '<cac:Despatch><cac:DespatchAddress><cbc:ID>150101</cbc:ID><cac:AddressLine><cbc:Line>JR. PUNO 200</cbc:Line></cac:AddressLine></cac:DespatchAddress>' +
    `${sender}</cac:Despatch></cac:Delivery>` +
    '<cac:TransportHandlingUnit><cac:TransportEquipment><cbc:ID>ABC123</cbc:ID>' +
    `${carried ? '<cac:ApplicableTransportMeans><cbc:RegistrationNationalityID>15M2020001</cbc:RegistrationNationalityID></cac:ApplicableTransportMeans>' : ''}` +
    '</cac:TransportEquipment></cac:TransportHandlingUnit></cac:Shipment>'
  );
}

function line(): string {
  return (
    '<cac:DespatchLine><cbc:ID>1</cbc:ID><cbc:DeliveredQuantity unitCode="NIU">10</cbc:DeliveredQuantity>' +
    '<cac:OrderLineReference><cbc:LineID>1</cbc:LineID></cac:OrderLineReference>' +
    '<cac:Item><cbc:Description>CAFE MOLIDO 250 G</cbc:Description><cac:SellersItemIdentification><cbc:ID>CAF-250</cbc:ID></cac:SellersItemIdentification></cac:Item>' +
    '</cac:DespatchLine>'
  );
}
