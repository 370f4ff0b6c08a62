import { buildLine, type LineNames } from './build-line.ts';
import type { Invoice, InvoiceXml } from './types.ts';
import { documentFrame, frameXml } from './ubl-frame.ts';
import { customerParty, legendNotes, signatory, supplierParty } from './ubl-parties.ts';
import { delivery, documentReferences, dueDate, meansAndTerms, wholeDocument } from './ubl-terms.ts';
import { monetaryTotal, taxTotal } from './ubl-totals.ts';
import { xmlAttribute, xmlText } from './xml-text.ts';

const FRAME = documentFrame('Invoice');
const LINE: LineNames = { line: 'InvoiceLine', quantity: 'InvoicedQuantity' };

function header(invoice: Invoice): string {
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
    legendNotes(invoice.legends) +
    `<cbc:DocumentCurrencyCode>${xmlText(invoice.currency)}</cbc:DocumentCurrencyCode>` +
    order +
    documentReferences(invoice)
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
    header(invoice) +
    signatory(invoice.supplier) +
    supplierParty(invoice.supplier) +
    customerParty(invoice.customer) +
    delivery(invoice) +
    meansAndTerms(invoice, currency) +
    wholeDocument(invoice, currency) +
    taxTotal(invoice, currency) +
    monetaryTotal('LegalMonetaryTotal', invoice.totals, currency);
  for (const line of invoice.lines) body += buildLine(LINE, line, currency);
  return frameXml(FRAME, body);
}
