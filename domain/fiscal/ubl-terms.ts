import { allowance } from './ubl-allowance.ts';
import type { Invoice, PaymentTerms } from './types.ts';
import { creditTerms, formaPago } from './ubl-parties.ts';
import { xmlText } from './xml-text.ts';

/** Detracción and perception are always in soles, whatever the document is in (3208, 2071). */
const SOLES = ' currencyID="PEN"';
/** Catalogue 12: a document issued for an advance. */
const ADVANCE = { '01': '02', '03': '03' } as const;

/** Identifier that ties an advance's document to its amount: two digits (3211-3216). */
const paymentId = (index: number): string => String(index + 1).padStart(2, '0');

/** Guides that went with the goods, and the documents issued for the advances that are taken off. */
export function documentReferences({ despatchReferences = [], prepayments = [], supplier }: Invoice): string {
  let text = '';
  for (const { fullNumber, type } of despatchReferences) {
    text +=
      `<cac:DespatchDocumentReference><cbc:ID>${xmlText(fullNumber)}</cbc:ID>` +
      `<cbc:DocumentTypeCode>${type}</cbc:DocumentTypeCode></cac:DespatchDocumentReference>`;
  }
  for (const [index, { fullNumber, type }] of prepayments.entries()) {
    text +=
      `<cac:AdditionalDocumentReference><cbc:ID>${xmlText(fullNumber)}</cbc:ID>` +
      `<cbc:DocumentTypeCode>${ADVANCE[type]}</cbc:DocumentTypeCode>` +
      `<cbc:DocumentStatusCode>${paymentId(index)}</cbc:DocumentStatusCode>` +
      `<cac:IssuerParty><cac:PartyIdentification><cbc:ID schemeID="6">${xmlText(supplier.ruc)}</cbc:ID>` +
      '</cac:PartyIdentification></cac:IssuerParty></cac:AdditionalDocumentReference>';
  }
  return text;
}

/** The country where an exported service is used (3098). */
export function delivery({ destinationCountry }: Invoice): string {
  if (destinationCountry === undefined) return '';
  return (
    '<cac:Delivery><cac:DeliveryLocation><cac:Address><cac:Country>' +
    `<cbc:IdentificationCode>${xmlText(destinationCountry)}</cbc:IdentificationCode>` +
    '</cac:Country></cac:Address></cac:DeliveryLocation></cac:Delivery>'
  );
}

/** Only facturas carry the form of payment (3244); a boleta does not. */
function saleTerms({ type, paymentTerms }: Invoice, currency: string): string {
  if (type !== '01') return '';
  return paymentTerms.type === 'cash' ? formaPago('Contado') : creditTerms(paymentTerms, currency);
}

/** Account of the detracción (3034), form of payment, detracción (3033-3037) and perception (3309, 3310). */
export function meansAndTerms(invoice: Invoice, currency: string): string {
  const { detraction, perception } = invoice;
  const account = detraction
    ? '<cac:PaymentMeans><cbc:ID>Detraccion</cbc:ID>' +
      `<cbc:PaymentMeansCode>${detraction.paymentMeans}</cbc:PaymentMeansCode>` +
      `<cac:PayeeFinancialAccount><cbc:ID>${xmlText(detraction.account)}</cbc:ID></cac:PayeeFinancialAccount>` +
      '</cac:PaymentMeans>'
    : '';
  const deposit = detraction
    ? `<cac:PaymentTerms><cbc:ID>Detraccion</cbc:ID><cbc:PaymentMeansID>${detraction.code}</cbc:PaymentMeansID>` +
      `<cbc:PaymentPercent>${detraction.percent}</cbc:PaymentPercent>` +
      `<cbc:Amount${SOLES}>${detraction.amount}</cbc:Amount></cac:PaymentTerms>`
    : '';
  const perceived = perception
    ? `<cac:PaymentTerms><cbc:ID>Percepcion</cbc:ID><cbc:Amount${SOLES}>${perception.total}</cbc:Amount>` +
      '</cac:PaymentTerms>'
    : '';
  return account + saleTerms(invoice, currency) + deposit + perceived;
}

/** Advances paid before, then all discounts and charges on the whole document. */
export function wholeDocument(invoice: Invoice, currency: string): string {
  const { prepayments = [], allowances = [], perception, retention } = invoice;
  let text = '';
  for (const [index, { amount }] of prepayments.entries()) {
    text +=
      `<cac:PrepaidPayment><cbc:ID>${paymentId(index)}</cbc:ID>` +
      `<cbc:PaidAmount${currency}>${amount}</cbc:PaidAmount></cac:PrepaidPayment>`;
  }
  text += allowance('02', invoice.globalDiscount, currency);
  for (const one of allowances) text += allowance(one.code, one, currency);
  if (perception) text += allowance(perception.code, perception, SOLES);
  return text + allowance('62', retention, currency);
}

/** The last instalment's date. */
export function dueDate(terms: PaymentTerms): string {
  const last = terms.type === 'credit' ? terms.instalments.at(-1) : undefined;
  return last ? `<cbc:DueDate>${xmlText(last.dueDate)}</cbc:DueDate>` : '';
}
