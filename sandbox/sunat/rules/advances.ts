import { all, first, textAt, type XmlNode } from '../xml.ts';
import { type Bill, must } from './bill.ts';
import { decimal, isRuc } from './format.ts';

/** Types of catalogue 12 that are receipts for an advance, with the forms of their numbers. */
const FORMS: Readonly<Record<string, RegExp>> = {
  '02': /^(F[A-Z0-9]{3}|E001|\d{1,4})-\d{1,8}$/,
  '03': /^(B[A-Z0-9]{3}|EB01|\d{1,4})-\d{1,8}$/,
};

/** Receipts for advances that a receipt regularises. */
export const advancesOf = (root: XmlNode): XmlNode[] =>
  all(root, 'AdditionalDocumentReference').filter((one) => FORMS[textAt(one, 'DocumentTypeCode') ?? ''] !== undefined);

/** Advances: each payment has its receipt and each receipt its payment, by one identifier. */
export function checkAdvances(bill: Bill): void {
  const payments = all(bill.root, 'PrepaidPayment');
  const receipts = advancesOf(bill.root);
  const paymentIds = payments.map((one) => textAt(one, 'ID') ?? '');
  const receiptIds = receipts.map((one) => textAt(one, 'DocumentStatusCode') ?? '');
  for (const [index, id] of paymentIds.entries()) {
    must(id !== '', '3211');
    must(paymentIds.indexOf(id) === index, '3212', id);
    must(receiptIds.includes(id), '3213', id);
    must(decimal(textAt(payments[index], 'PaidAmount')).gt(0), '2503', id);
  }
  for (const [index, id] of receiptIds.entries()) {
    must(id !== '', '3216');
    must(paymentIds.includes(id), '3214', id);
    must(receiptIds.indexOf(id) === index, '3215', id);
  }
  for (const one of all(bill.root, 'AdditionalDocumentReference')) {
    if (textAt(one, 'DocumentStatusCode') !== undefined) checkReceipt(one);
  }
}

function checkReceipt(one: XmlNode): void {
  const form = FORMS[textAt(one, 'DocumentTypeCode') ?? ''];
  const number = textAt(one, 'ID') ?? '';
  must(form !== undefined, '2505', number);
  const issuer = first(one, 'IssuerParty/PartyIdentification/ID');
  must((issuer?.text ?? '') !== '', '3217', number);
  must(form === undefined || form.test(number), '2521', number);
  must(issuer?.attrs.schemeID === '6', '2520', issuer?.attrs.schemeID);
  must(isRuc(issuer?.text ?? ''), '2529', issuer?.text);
}
