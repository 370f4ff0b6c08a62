import type { Customer, Instalment, Legend, Supplier } from './types.ts';
import { SIGNATURE_ID } from './ubl-frame.ts';
import { xmlAttribute, xmlText } from './xml-text.ts';

/** `<name>text</name>`, or nothing where the value is absent. */
function optional(name: string, value: string | undefined): string {
  return value === undefined ? '' : `<${name}>${xmlText(value)}</${name}>`;
}

/** Who signs and where the signature stands; all four parts are mandatory (2076-2083). */
export function signatory(supplier: Pick<Supplier, 'ruc' | 'name'>): string {
  return (
    `<cac:Signature><cbc:ID>${SIGNATURE_ID}</cbc:ID><cac:SignatoryParty>` +
    `<cac:PartyIdentification><cbc:ID>${xmlText(supplier.ruc)}</cbc:ID></cac:PartyIdentification>` +
    `<cac:PartyName><cbc:Name>${xmlText(supplier.name)}</cbc:Name></cac:PartyName></cac:SignatoryParty>` +
    '<cac:DigitalSignatureAttachment><cac:ExternalReference>' +
    `<cbc:URI>#${SIGNATURE_ID}</cbc:URI></cac:ExternalReference></cac:DigitalSignatureAttachment></cac:Signature>`
  );
}

function identification(type: string, number: string): string {
  return (
    `<cac:PartyIdentification><cbc:ID schemeID="${xmlAttribute(type)}">${xmlText(number)}</cbc:ID>` +
    '</cac:PartyIdentification>'
  );
}

/** The issuer with the address of its establishment (3030). */
export function supplierParty(supplier: Supplier): string {
  const { address } = supplier;
  const tradeName =
    supplier.tradeName === undefined
      ? ''
      : `<cac:PartyName><cbc:Name>${xmlText(supplier.tradeName)}</cbc:Name></cac:PartyName>`;
  const street =
    address.street === undefined
      ? ''
      : `<cac:AddressLine><cbc:Line>${xmlText(address.street)}</cbc:Line></cac:AddressLine>`;
  return (
    '<cac:AccountingSupplierParty><cac:Party>' +
    identification('6', supplier.ruc) +
    tradeName +
    `<cac:PartyLegalEntity><cbc:RegistrationName>${xmlText(supplier.name)}</cbc:RegistrationName>` +
    '<cac:RegistrationAddress>' +
    optional('cbc:ID', address.ubigeo) +
    `<cbc:AddressTypeCode>${xmlText(address.establishmentCode)}</cbc:AddressTypeCode>` +
    optional('cbc:CitySubdivisionName', address.urbanization) +
    optional('cbc:CityName', address.province) +
    optional('cbc:CountrySubentity', address.department) +
    optional('cbc:District', address.district) +
    street +
    '<cac:Country><cbc:IdentificationCode>PE</cbc:IdentificationCode></cac:Country></cac:RegistrationAddress>' +
    '</cac:PartyLegalEntity></cac:Party></cac:AccountingSupplierParty>'
  );
}

/** The buyer, one identity and name (2800, 2022). */
export function customerParty(customer: Customer): string {
  const address =
    customer.address === undefined
      ? ''
      : `<cac:RegistrationAddress><cac:AddressLine><cbc:Line>${xmlText(customer.address)}</cbc:Line></cac:AddressLine></cac:RegistrationAddress>`;
  return (
    '<cac:AccountingCustomerParty><cac:Party>' +
    identification(customer.documentType, customer.documentNumber) +
    `<cac:PartyLegalEntity><cbc:RegistrationName>${xmlText(customer.name)}</cbc:RegistrationName>${address}` +
    '</cac:PartyLegalEntity></cac:Party></cac:AccountingCustomerParty>'
  );
}

const TERMS = '<cac:PaymentTerms><cbc:ID>FormaPago</cbc:ID><cbc:PaymentMeansID>';

/** Form of payment without an amount: `Contado`. */
export function formaPago(means: string): string {
  return `${TERMS}${means}</cbc:PaymentMeansID></cac:PaymentTerms>`;
}

/** What is pending and its instalments (3249-3256); `currency` is the ready ` currencyID="PEN"`. */
export function creditTerms(
  terms: { readonly pending: string; readonly instalments: readonly Instalment[] },
  currency: string,
): string {
  const instalments = terms.instalments.map(
    (instalment, index) =>
      `${TERMS}Cuota${String(index + 1).padStart(3, '0')}</cbc:PaymentMeansID>` +
      `<cbc:Amount${currency}>${instalment.amount}</cbc:Amount>` +
      `<cbc:PaymentDueDate>${instalment.dueDate}</cbc:PaymentDueDate></cac:PaymentTerms>`,
  );
  return (
    `${TERMS}Credito</cbc:PaymentMeansID><cbc:Amount${currency}>${terms.pending}</cbc:Amount></cac:PaymentTerms>` +
    instalments.join('')
  );
}

/** Legends of catalogue 52. */
export function legendNotes(legends: readonly Legend[]): string {
  return legends
    .map((legend) => `<cbc:Note languageLocaleID="${legend.code}">${xmlText(legend.text)}</cbc:Note>`)
    .join('');
}
