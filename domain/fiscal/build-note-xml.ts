import { buildLine, type LineNames } from './build-line.ts';
import type { CreditNote, DebitNote } from './note-types.ts';
import type { InvoiceXml } from './types.ts';
import { allowance } from './ubl-allowance.ts';
import { documentFrame, frameXml } from './ubl-frame.ts';
import { creditTerms, customerParty, legendNotes, signatory, supplierParty } from './ubl-parties.ts';
import { monetaryTotal, taxTotal } from './ubl-totals.ts';
import { xmlAttribute, xmlText } from './xml-text.ts';

const CREDIT = documentFrame('CreditNote');
const DEBIT = documentFrame('DebitNote');
const CREDIT_LINE: LineNames = { line: 'CreditNoteLine', quantity: 'CreditedQuantity' };
const DEBIT_LINE: LineNames = { line: 'DebitNoteLine', quantity: 'DebitedQuantity' };

/** Reason (2128, 2136; once, 3203) and the one document amended (2524). */
function amendment(note: CreditNote | DebitNote): string {
  const { amends } = note;
  return (
    `<cac:DiscrepancyResponse><cbc:ResponseCode>${xmlText(note.reasonCode)}</cbc:ResponseCode>` +
    `<cbc:Description>${xmlText(note.reason)}</cbc:Description></cac:DiscrepancyResponse>` +
    '<cac:BillingReference><cac:InvoiceDocumentReference>' +
    `<cbc:ID>${xmlText(amends.series)}-${amends.number}</cbc:ID>` +
    `<cbc:DocumentTypeCode>${amends.type}</cbc:DocumentTypeCode>` +
    '</cac:InvoiceDocumentReference></cac:BillingReference>'
  );
}

/** Charges without tax that come back with the whole document. */
function charges({ allowances = [] }: CreditNote | DebitNote, currency: string): string {
  let text = '';
  for (const one of allowances) text += allowance(one.code, one, currency);
  return text;
}

/** From the version to the totals; both notes have these parts in the same order. */
function upToTotals(note: CreditNote | DebitNote, currency: string): string {
  return (
    '<cbc:UBLVersionID>2.1</cbc:UBLVersionID><cbc:CustomizationID>2.0</cbc:CustomizationID>' +
    `<cbc:ID>${xmlText(note.series)}-${note.number}</cbc:ID>` +
    `<cbc:IssueDate>${note.issueDate}</cbc:IssueDate><cbc:IssueTime>${note.issueTime}</cbc:IssueTime>` +
    legendNotes(note.legends) +
    `<cbc:DocumentCurrencyCode>${xmlText(note.currency)}</cbc:DocumentCurrencyCode>` +
    amendment(note) +
    signatory(note.supplier) +
    supplierParty(note.supplier) +
    customerParty(note.customer) +
    (note.paymentTerms === null ? '' : creditTerms(note.paymentTerms, currency)) +
    charges(note, currency) +
    taxTotal(note, currency)
  );
}

/**
 * Writes a credit or debit note as UBL 2.1 (SUNAT's customization 2.0), in the order of the XSD and in canonical form,
 * as `buildInvoiceXml` does. Takes what `validateNote` has let through.
 */
export function buildNoteXml(note: CreditNote | DebitNote): InvoiceXml {
  const currency = ` currencyID="${xmlAttribute(note.currency)}"`;
  const credit = note.type === '07';
  let body =
    upToTotals(note, currency) +
    monetaryTotal(credit ? 'LegalMonetaryTotal' : 'RequestedMonetaryTotal', note.totals, currency);
  for (const line of note.lines) body += buildLine(credit ? CREDIT_LINE : DEBIT_LINE, line, currency);
  return frameXml(credit ? CREDIT : DEBIT, body);
}
