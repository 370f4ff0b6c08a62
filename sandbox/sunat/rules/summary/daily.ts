import { billKey, type SummaryName } from '../../names.ts';
import type { DocumentRecord } from '../../store.ts';
import { daysBetween } from '../../text.ts';
import { first, textAt, type XmlNode } from '../../xml.ts';
import { checkCustomer } from './daily-customer.ts';
import { checkMoney } from './daily-money.ts';
import { checkPerception } from './daily-perception.ts';
import { inLine, must } from './line.ts';
import { DAYS, type ReportedDocument, type SummaryContext } from './context.ts';

/** The receipts that an RC adds and those it voids; modified ones stay as they are. */
export function readDaily(context: SummaryContext): { added: ReportedDocument[]; voided: DocumentRecord[] } {
  const { reference, today, observed } = context;
  if (daysBetween(reference, today) > DAYS) observed.add('4443');
  const changes = { added: [] as ReportedDocument[], voided: [] as DocumentRecord[] };
  const actions = new Map<string, Set<string>>();
  for (const line of context.lines) inLine(line, () => readLine(context, line, actions, changes));
  return changes;
}

function readLine(
  context: SummaryContext,
  line: XmlNode,
  actions: Map<string, Set<string>>,
  changes: { added: ReportedDocument[]; voided: DocumentRecord[] },
): void {
  const reported = readReported(context.name, line, context.reference);
  const action = textAt(line, 'Status/ConditionCode') ?? '';
  must(action !== '', '2522');
  must(['1', '2', '3'].includes(action), '2896', action);
  const known = context.store.documents.get(reported.key);
  checkState(context, reported, action, known);
  checkTwice(actions, reported.key, action);
  checkCustomer(context, line);
  checkReference(context, line, reported.type, action);
  checkPerception(line, reported.type, action);
  checkMoney(context, line);
  if (action === '1') changes.added.push(reported);
  if (action === '3' && known !== undefined) changes.voided.push(known);
}

/** What is known cannot be added, what is not cannot be changed, and what is closed stays closed. */
function checkState(
  { reference, today }: SummaryContext,
  { key, series }: ReportedDocument,
  action: string,
  known: DocumentRecord | undefined,
): void {
  must(known !== undefined || action === '1', '2663', key);
  must(known === undefined || known.status === 'accepted', '2987', key);
  must(known === undefined || action !== '1', '2282', key);
  if (action === '3' && !/^\d/.test(series)) must(daysBetween(reference, today) <= DAYS, '2957', key);
}

function checkTwice(actions: Map<string, Set<string>>, key: string, action: string): void {
  const before = actions.get(key) ?? new Set();
  must(!before.has(action), '3094', key);
  const both = new Set([...before, action]);
  must(!(both.has('1') && both.has('2')), '3095', key);
  must(!(both.has('2') && both.has('3')), '3096', key);
  actions.set(key, both);
}

function readReported(name: SummaryName, line: XmlNode, issueDate: string): ReportedDocument {
  const id = textAt(line, 'ID') ?? '';
  must(id !== '', '2512');
  const type = textAt(line, 'DocumentTypeCode') ?? '';
  must(type !== '', '2242');
  must(['03', '07', '08'].includes(type), '2241', type);
  must(/^(B[A-Z0-9]{3}-(?!0+$)\d{1,8}|\d{1,4}-\d{1,8})$/.test(id), '2513', id);
  const [series = '', number = ''] = id.split('-');
  const customer = first(line, 'AccountingCustomerParty');
  const amount = first(line, 'TotalAmount');
  return {
    key: billKey(name.ruc, type, series, number),
    ruc: name.ruc,
    type,
    series,
    number: Number(number),
    facts: {
      id,
      issueDate,
      currency: amount?.attrs.currencyID ?? '',
      total: amount?.text ?? '',
      customerType: textAt(customer, 'AdditionalAccountID') ?? '',
      customerNumber: textAt(customer, 'CustomerAssignedAccountID') ?? '',
      onCredit: false,
      amends: amendedBy(line),
    },
  };
}

function amendedBy(line: XmlNode): string[] {
  const reference = first(line, 'BillingReference/InvoiceDocumentReference');
  const [series = '', number = ''] = (textAt(reference, 'ID') ?? '').split('-');
  return reference === undefined ? [] : [`${textAt(reference, 'DocumentTypeCode') ?? ''}-${series}-${Number(number)}`];
}

/** The receipt a note amends: it is known and stands, or comes with the same summary before its note. */
function checkReference(context: SummaryContext, line: XmlNode, type: string, action: string): void {
  const note = type === '07' || type === '08';
  must(note || first(line, 'BillingReference') === undefined, '2582');
  if (!note || action === '3') return;
  const reference = first(line, 'BillingReference/InvoiceDocumentReference');
  const id = textAt(reference, 'ID') ?? '';
  const amended = textAt(reference, 'DocumentTypeCode') ?? '';
  must(id !== '', '2524');
  must(amended !== '', '2583');
  must(['03', '12', '16', '55'].includes(amended), '2513', amended);
  const form =
    amended === '03'
      ? /^(B[A-Z0-9]{3}-(?!0+$)\d{1,8}|EB01-\d{1,8}|\d{1,4}-\d{1,8})$/
      : /^[a-zA-Z0-9-]{1,20}-[a-zA-Z0-9-]{1,20}$/;
  must(form.test(id), '2920', id);
  if (amended !== '03' || !id.startsWith('B')) return;
  const [series = '', number = ''] = id.split('-');
  const found = context.store.documents.get(billKey(context.name.ruc, '03', series, number));
  must(found !== undefined || comesBefore(context, line, id), '2989', id);
  must(found === undefined || found.status === 'accepted', '2990', id);
}

function comesBefore({ lines }: SummaryContext, note: XmlNode, id: string): boolean {
  return lines
    .slice(0, lines.indexOf(note))
    .some(
      (one) =>
        textAt(one, 'ID') === id &&
        textAt(one, 'DocumentTypeCode') === '03' &&
        textAt(one, 'Status/ConditionCode') === '1',
    );
}
