import { IDENTITY_TYPES } from '../generated/catalogues.ts';
import { billKey, type SummaryName } from '../names.ts';
import { Rejection } from '../returns.ts';
import type { DocumentRecord, Store } from '../store.ts';
import { daysBetween } from '../text.ts';
import { all, first, textAt, type XmlNode } from '../xml.ts';
import { decimal, isAmount, isText, sum } from './format.ts';

/** A receipt as a summary's line tells it. */
export type ReportedDocument = Pick<DocumentRecord, 'key' | 'ruc' | 'type' | 'series' | 'number' | 'facts'>;

/** What an accepted summary changes. */
export interface SummaryEffects {
  readonly added: readonly ReportedDocument[];
  readonly voided: readonly DocumentRecord[];
  readonly observations: readonly string[];
}

/** Days in which a receipt may be voided, and a summary is in time. */
const DAYS = 7;

/** A rule of a summary's content: its failure is the ticket's rejection of the whole file. */
function must(condition: boolean, code: string, where = ''): void {
  if (!condition) throw new Rejection(code, where);
}

/**
 * Reads a daily summary (sheet Resumen_Diario1_1) or voided documents (Comunicacion_de_Baja1_0).
 * @throws Rejection with the first error's code.
 */
export function readSummary(store: Store, root: XmlNode, name: SummaryName, today: string): SummaryEffects {
  const daily = name.kind === 'RC';
  must(textAt(root, 'UBLVersionID') === '2.0', '2074');
  must(textAt(root, 'CustomizationID') === (daily ? '1.1' : '1.0'), '2072');
  must(textAt(root, 'ID') === name.id, '2220');
  const issued = textAt(root, 'IssueDate') ?? '';
  const reference = textAt(root, 'ReferenceDate') ?? '';
  must(issued === name.date, '2346', issued);
  must(issued <= today, daily ? '2236' : '2301', issued);
  must(reference <= issued, '2671', reference);
  must(textAt(root, 'AccountingSupplierParty/CustomerAssignedAccountID') === name.ruc, '1034');
  must(textAt(root, 'AccountingSupplierParty/AdditionalAccountID') === '6', daily ? '2218' : '2287');
  const issuer = textAt(root, 'AccountingSupplierParty/Party/PartyLegalEntity/RegistrationName');
  must(issuer !== undefined && issuer !== '', '2229');
  must(isText(issuer ?? '', 3, 100), '2228');
  const lines = all(root, daily ? 'SummaryDocumentsLine' : 'VoidedDocumentsLine');
  checkLineIds(lines, daily);
  return daily
    ? readDaily(store, name, lines, reference, today)
    : {
        added: [],
        observations: [],
        voided: lines.map((line) => readVoided(store, name, line, reference, today, lines)),
      };
}

function checkLineIds(lines: readonly XmlNode[], daily: boolean): void {
  const ids = lines.map((line) => textAt(line, 'LineID') ?? '');
  for (const id of ids) {
    must(/^\d{1,5}$/.test(id), daily ? '2238' : '2305', id);
    must(Number(id) > 0, daily ? '2239' : '2306', id);
  }
  must(new Set(ids).size === ids.length, '2752');
}

function readDaily(
  store: Store,
  name: SummaryName,
  lines: readonly XmlNode[],
  reference: string,
  today: string,
): SummaryEffects {
  const observations = new Set<string>();
  if (daysBetween(reference, today) > DAYS) observations.add('4443');
  const added: ReportedDocument[] = [];
  const voided: DocumentRecord[] = [];
  const actions = new Map<string, Set<string>>();
  for (const line of lines) {
    const reported = readReported(name, line, reference);
    const action = textAt(line, 'Status/ConditionCode') ?? '';
    must(action !== '', '2522');
    must(['1', '2', '3'].includes(action), '2896', action);
    checkTwice(actions, reported.key, action);
    checkAmounts(line, action, observations);
    const known = store.documents.get(reported.key);
    must(known === undefined || known.status === 'accepted', '2987', reported.key);
    must(known === undefined || action !== '1', '2282', reported.key);
    if (action === '1') added.push(reported);
    if (action === '1' || known === undefined) {
      must(action === '1', '2663', reported.key);
      continue;
    }
    if (action === '3') {
      must(daysBetween(reference, today) <= DAYS, '2957', reported.key);
      voided.push(known);
    }
  }
  return { added, voided, observations: [...observations] };
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
  const type = textAt(line, 'DocumentTypeCode') ?? '';
  must(type !== '', '2242');
  must(['03', '07', '08'].includes(type), '2241', type);
  const id = textAt(line, 'ID') ?? '';
  must(id !== '', '2512');
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
    },
  };
}

function checkAmounts(line: XmlNode, action: string, observations: Set<string>): void {
  const type = textAt(line, 'DocumentTypeCode') ?? '';
  const total = textAt(line, 'TotalAmount') ?? '';
  must(isAmount(total), '2251', total);
  const customer = first(line, 'AccountingCustomerParty');
  must(customer !== undefined || decimal(total).lte(700), '2514');
  if (customer !== undefined) {
    must(textAt(customer, 'CustomerAssignedAccountID') !== undefined, '2014');
    const kind = textAt(customer, 'AdditionalAccountID');
    must(kind !== undefined, '2015');
    must(kind === '-' || IDENTITY_TYPES.has(kind ?? ''), '2016', kind);
  }
  const note = type === '07' || type === '08';
  must(note || first(line, 'BillingReference') === undefined, '2582');
  if (note && action !== '3') must((textAt(line, 'BillingReference/InvoiceDocumentReference/ID') ?? '') !== '', '2524');
  const payments = all(line, 'BillingPayment');
  const kinds = payments.map((one) => textAt(one, 'InstructionID') ?? '');
  for (const kind of kinds) must(/^0[1-5]$/.test(kind), '2256', kind);
  must(new Set(kinds).size === kinds.length, '2357');
  const taxes = all(line, 'TaxTotal');
  const codes = taxes.map((one) => textAt(one, 'TaxSubtotal/TaxCategory/TaxScheme/ID') ?? '');
  must(codes.includes('1000') || codes.includes('1016'), '2278');
  must(new Set(codes).size === codes.length, '2355');
  for (const one of taxes)
    must(decimal(textAt(one, 'TaxAmount')).eq(decimal(textAt(one, 'TaxSubtotal/TaxAmount'))), '2344');
  const paid = payments
    .filter((one) => textAt(one, 'InstructionID') !== '05')
    .map((one) => decimal(textAt(one, 'PaidAmount')));
  const charge = decimal(textAt(line, 'AllowanceCharge/Amount'));
  const expected = sum([...paid, ...taxes.map((one) => decimal(textAt(one, 'TaxAmount'))), charge]);
  if (expected.minus(decimal(total)).abs().gt(5)) observations.add('4027');
}

function readVoided(
  store: Store,
  name: SummaryName,
  line: XmlNode,
  reference: string,
  today: string,
  lines: readonly XmlNode[],
): DocumentRecord {
  const type = textAt(line, 'DocumentTypeCode') ?? '';
  must(type !== '', '2309');
  must(['01', '07', '08', '30', '34', '42'].includes(type), '2308', type);
  const series = textAt(line, 'DocumentSerialID') ?? '';
  must(/^(F[A-Z0-9]{3}|\d{1,4})$/.test(series), series === '' ? '2311' : '2310', series);
  const number = textAt(line, 'DocumentNumberID') ?? '';
  must(/^\d{1,8}$/.test(number), number === '' ? '2313' : '2312', number);
  const same = lines.filter(
    (one) =>
      textAt(one, 'DocumentTypeCode') === type &&
      textAt(one, 'DocumentSerialID') === series &&
      Number(textAt(one, 'DocumentNumberID')) === Number(number),
  );
  must(same.length === 1, '2348', `${series}-${number}`);
  must((textAt(line, 'VoidReasonDescription') ?? '') !== '', '2315');
  const known = store.documents.get(billKey(name.ruc, type, series, number));
  if (known === undefined) throw new Rejection('2105', `${series}-${number}`);
  must(known.status !== 'rejected', '2398');
  must(known.status !== 'voided', '2323');
  must(known.facts.issueDate === reference, '2375', reference);
  must(daysBetween(known.facts.issueDate, today) <= DAYS, '2957');
  return known;
}
