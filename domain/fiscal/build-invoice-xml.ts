import { allowance, buildInvoiceLine, taxScheme } from './build-invoice-line.ts';
import type { Customer, Invoice, InvoiceXml, PaymentTerms, Supplier } from './types.ts';
import { xmlAttribute, xmlText } from './xml-text.ts';

const UBL = 'urn:oasis:names:specification:ubl:schema:xsd';

/** In canonical order: the default namespace, then by prefix. All are declared on the root, so all are in scope below. */
const NAMESPACES =
  ` xmlns="${UBL}:Invoice-2"` +
  ` xmlns:cac="${UBL}:CommonAggregateComponents-2"` +
  ` xmlns:cbc="${UBL}:CommonBasicComponents-2"` +
  ' xmlns:ds="http://www.w3.org/2000/09/xmldsig#"' +
  ` xmlns:ext="${UBL}:CommonExtensionComponents-2"`;

const SIGNATURE_ID = 'SignatureHub';
const BEFORE_SIGNATURE = `<Invoice${NAMESPACES}><ext:UBLExtensions><ext:UBLExtension><ext:ExtensionContent>`;
const AFTER_SIGNATURE = '</ext:ExtensionContent></ext:UBLExtension></ext:UBLExtensions>';

/** `<name>text</name>`, or nothing where the value is absent. */
function optional(name: string, value: string | undefined): string {
  return value === undefined ? '' : `<${name}>${xmlText(value)}</${name}>`;
}

function header(invoice: Invoice): string {
  const notes = invoice.legends
    .map((legend) => `<cbc:Note languageLocaleID="${legend.code}">${xmlText(legend.text)}</cbc:Note>`)
    .join('');
  const order =
    invoice.orderReference === undefined
      ? ''
      : `<cac:OrderReference><cbc:ID>${xmlText(invoice.orderReference)}</cbc:ID></cac:OrderReference>`;
  return (
    '<cbc:UBLVersionID>2.1</cbc:UBLVersionID><cbc:CustomizationID>2.0</cbc:CustomizationID>' +
    `<cbc:ID>${xmlText(invoice.series)}-${invoice.number}</cbc:ID>` +
    `<cbc:IssueDate>${invoice.issueDate}</cbc:IssueDate><cbc:IssueTime>${invoice.issueTime}</cbc:IssueTime>` +
    dueDate(invoice.paymentTerms) +
    `<cbc:InvoiceTypeCode listID="${invoice.operationType}">${invoice.type}</cbc:InvoiceTypeCode>` +
    notes +
    `<cbc:DocumentCurrencyCode>${xmlText(invoice.currency)}</cbc:DocumentCurrencyCode>` +
    order
  );
}

function dueDate(terms: PaymentTerms): string {
  const last = terms.type === 'credit' ? terms.instalments.at(-1) : undefined;
  return last ? `<cbc:DueDate>${xmlText(last.dueDate)}</cbc:DueDate>` : '';
}

function signatory(supplier: Supplier): string {
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

function supplierParty(supplier: Supplier): string {
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

function customerParty(customer: Customer): string {
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

/** Only facturas carry the form of payment (3244); a boleta does not. */
function paymentTerms(invoice: Invoice, currency: string): string {
  if (invoice.type !== '01') return '';
  const terms = invoice.paymentTerms;
  const open = '<cac:PaymentTerms><cbc:ID>FormaPago</cbc:ID><cbc:PaymentMeansID>';
  if (terms.type === 'cash') return `${open}Contado</cbc:PaymentMeansID></cac:PaymentTerms>`;
  const instalments = terms.instalments.map(
    (instalment, index) =>
      `${open}Cuota${String(index + 1).padStart(3, '0')}</cbc:PaymentMeansID>` +
      `<cbc:Amount${currency}>${instalment.amount}</cbc:Amount>` +
      `<cbc:PaymentDueDate>${instalment.dueDate}</cbc:PaymentDueDate></cac:PaymentTerms>`,
  );
  return (
    `${open}Credito</cbc:PaymentMeansID><cbc:Amount${currency}>${terms.pending}</cbc:Amount></cac:PaymentTerms>` +
    instalments.join('')
  );
}

/** One subtotal for each tax that a line uses, in catalogue order (2638). */
function taxTotal(invoice: Invoice, currency: string): string {
  const { totals } = invoice;
  const subtotals: [string, string, string][] = [
    ['1000', totals.taxable, totals.igv],
    ['9995', totals.export, '0.00'],
    ['9996', totals.free, totals.freeIgv],
    ['9997', totals.exempt, '0.00'],
    ['9998', totals.unaffected, '0.00'],
  ];
  const used = new Set(invoice.lines.map((line) => line.taxCode));
  const body = subtotals
    .filter(([code]) => used.has(code))
    .map(
      ([code, base, amount]) =>
        `<cac:TaxSubtotal><cbc:TaxableAmount${currency}>${base}</cbc:TaxableAmount>` +
        `<cbc:TaxAmount${currency}>${amount}</cbc:TaxAmount>` +
        `<cac:TaxCategory>${taxScheme(code)}</cac:TaxCategory></cac:TaxSubtotal>`,
    )
    .join('');
  return `<cac:TaxTotal><cbc:TaxAmount${currency}>${totals.igv}</cbc:TaxAmount>${body}</cac:TaxTotal>`;
}

function monetaryTotal(invoice: Invoice, currency: string): string {
  const { totals } = invoice;
  return (
    `<cac:LegalMonetaryTotal><cbc:LineExtensionAmount${currency}>${totals.value}</cbc:LineExtensionAmount>` +
    `<cbc:TaxInclusiveAmount${currency}>${totals.total}</cbc:TaxInclusiveAmount>` +
    `<cbc:PayableAmount${currency}>${totals.total}</cbc:PayableAmount></cac:LegalMonetaryTotal>`
  );
}

/**
 * Writes a factura or boleta as UBL 2.1 (SUNAT's customization 2.0), in the order of the XSD, already in canonical
 * form: no blanks between elements, no empty-element tags, namespaces and attributes in canonical order. The digest
 * is therefore that of the bytes, and signing needs no parse. Takes what `validateInvoice` has let through.
 */
export function buildInvoiceXml(invoice: Invoice): InvoiceXml {
  const currency = ` currencyID="${xmlAttribute(invoice.currency)}"`;
  let body =
    AFTER_SIGNATURE +
    header(invoice) +
    signatory(invoice.supplier) +
    supplierParty(invoice.supplier) +
    customerParty(invoice.customer) +
    paymentTerms(invoice, currency) +
    allowance('02', invoice.globalDiscount, currency) +
    taxTotal(invoice, currency) +
    monetaryTotal(invoice, currency);
  for (const line of invoice.lines) body += buildInvoiceLine(line, currency);
  return {
    prolog: '<?xml version="1.0" encoding="UTF-8"?>\n',
    beforeSignature: BEFORE_SIGNATURE,
    afterSignature: `${body}</Invoice>`,
    namespaces: NAMESPACES,
    signatureId: SIGNATURE_ID,
  };
}
