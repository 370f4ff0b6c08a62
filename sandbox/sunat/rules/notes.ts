import { CREDIT_NOTE_REASONS, DEBIT_NOTE_REASONS } from '../generated/catalogues.ts';
import { isPaper } from '../names.ts';
import { all, textAt } from '../xml.ts';
import { type Bill, must } from './bill.ts';
import { isText } from './format.ts';
import { knowsPenalty } from './year-2027.ts';

/** Documents besides the factura that an F-series note may amend. */
const OTHERS = '05 06 12 13 15 16 18 21 28 30 34 37 42 43 45 55 11 17 23 24 56'.split(' ');

/** Reason and amended documents of a credit or debit note, as far as the note itself tells. */
export function checkNote(bill: Bill): void {
  const credit = bill.name.type === '07';
  const responses = all(bill.root, 'DiscrepancyResponse');
  const reason = textAt(responses[0], 'ResponseCode') ?? '';
  must(reason !== '', '2128');
  const penalty = !credit && reason === '13' && knowsPenalty(bill);
  must(penalty || (credit ? CREDIT_NOTE_REASONS : DEBIT_NOTE_REASONS).has(reason), '2172', reason);
  must(responses.length === 1, '3203');
  const description = textAt(responses[0], 'Description') ?? '';
  must(description !== '', '2136');
  must(isText(description, 1, 500), '2135', description);
  checkReferences(bill, credit, reason);
}

function checkReferences(bill: Bill, credit: boolean, reason: string): void {
  const references = all(bill.root, 'BillingReference/InvoiceDocumentReference');
  const free = reason === (credit ? '10' : '03');
  must(references.length > 0 || free, '2524');
  if (credit && reason === '13') must(references.length === 1, '3261');
  if (reason === '11') must(references.length <= 1, '3194');
  const keys = references.map((one) => `${textAt(one, 'DocumentTypeCode') ?? ''} ${textAt(one, 'ID') ?? ''}`);
  must(new Set(keys).size === keys.length, '2365');
  const types = references.map((one) => textAt(one, 'DocumentTypeCode') ?? '');
  must(new Set(types).size <= 1, '2884');
  const invoice = bill.name.series.startsWith('F');
  const paper = isPaper(bill.name);
  const electronic = invoice ? ['01', ...OTHERS] : ['03', '12', '16', '55'];
  const allowed = [...(paper ? ['01', '03', ...OTHERS] : electronic), ...(free ? ['', '-'] : [])];
  const wrongType = paper ? '2594' : credit ? (invoice ? '2116' : '2399') : invoice ? '2204' : '2400';
  for (const type of types) must(allowed.includes(type), wrongType, type);
  if (credit && reason === '13') must(types[0] === '01', '3259');
  for (const one of references) {
    const type = textAt(one, 'DocumentTypeCode');
    const id = textAt(one, 'ID') ?? '';
    const letter = type === '01' ? '([F][A-Z0-9]{3}|E001|\\d{1,4})' : '([B][A-Z0-9]{3}|EB01|\\d{1,4})';
    const form = type === '01' || type === '03' ? new RegExp(`^${letter}-\\d{1,8}$`) : /^[a-zA-Z0-9-]{0,41}$/;
    must(form.test(id), credit ? '2117' : '2205', id);
  }
}
