import { all, textAt, type XmlNode } from '../xml.ts';
import { type Bill, must, should } from './bill.ts';
import { isText } from './format.ts';

/** Numbers of guides: electronic ones of sender and carrier, those of SUNAT's portal, of paper. */
const GUIDE = /^(T[A-Z0-9]{3}|\d{4}|EG0[1-4]|EG07|G\d{3}|V[A-Z0-9]{3})-\d{1,8}$/;
/** Catalogue 12: other documents, of facturas and boletas, credit notes, debit notes. */
const OTHERS: Readonly<Record<string, readonly string[]>> = {
  '07': ['01', '04', '05', '99'],
  '08': ['04', '05', '99'],
};
const OTHERS_OF_BILLS = ['02', '03', '04', '05', '06', '07', '08', '09', '99'];

/** Purchase order, guides and other documents that belong to a receipt. */
export function checkRelatedDocuments(bill: Bill): void {
  const order = textAt(bill.root, 'OrderReference/ID');
  if (!bill.isNote) should(bill, order === undefined || isText(order, 1, 20), '4233');
  checkGuides(bill);
  checkOthers(bill);
}

const keyOf = (one: XmlNode): string => `${textAt(one, 'DocumentTypeCode') ?? ''} ${textAt(one, 'ID') ?? ''}`;
const repeats = (nodes: readonly XmlNode[]): boolean => new Set(nodes.map(keyOf)).size < nodes.length;

function checkGuides(bill: Bill): void {
  const guides = all(bill.root, 'DespatchDocumentReference');
  for (const guide of guides) {
    should(bill, GUIDE.test(textAt(guide, 'ID') ?? ''), '4006');
    should(bill, ['09', '31'].includes(textAt(guide, 'DocumentTypeCode') ?? ''), '4005');
  }
  must(!repeats(guides), '2364');
}

function checkOthers(bill: Bill): void {
  const others = all(bill.root, 'AdditionalDocumentReference');
  const form = bill.isNote ? /^\S{6,30}$/ : /^\S{1,30}$/;
  const types = OTHERS[bill.name.type] ?? OTHERS_OF_BILLS;
  for (const one of others) {
    should(bill, form.test(textAt(one, 'ID') ?? ''), '4010');
    should(bill, types.includes(textAt(one, 'DocumentTypeCode') ?? ''), '4009');
  }
  must(!repeats(others), bill.isNote ? '2426' : '2365');
  if (bill.name.type === '07') checkOfCreditNote(bill, others);
}

/** A credit note for other reasons (10) may name one document of its own, 99; the others none without a number. */
function checkOfCreditNote(bill: Bill, others: readonly XmlNode[]): void {
  const reason = textAt(bill.root, 'DiscrepancyResponse/ResponseCode');
  const free = others.filter((one) => textAt(one, 'DocumentTypeCode') === '99');
  if (reason === '10') {
    must(free.length <= 1, '2635');
    must(free.length === others.length, '2637');
  } else
    must(
      free.every((one) => (textAt(one, 'ID') ?? '') !== ''),
      '2636',
    );
}
