import { Decimal, parseUnsigned, sum, ZERO } from '../../decimal.ts';
import { isDate } from '../../time/lima.ts';
import type { Instalment, InvoiceDraft } from '../types.ts';
import { type Finding, type Rule, type RuleSheet, when } from './rule.ts';

const AT = '/payment_terms';
const INSTALMENTS = `${AT}/instalments`;
const FIELD = '/*/cac:PaymentTerms';
const MAX_INSTALMENTS = 999; // Cuota001 to Cuota999

/** What terms are measured against. */
export interface TermsLimits {
  /** The most that can be pending, and in one instalment. */
  readonly total: string;
  /** Instalments fall due after this legal date. */
  readonly issueDate: string;
}

/** Terms as they are measured. */
export interface CreditTerms extends TermsLimits {
  readonly pending: string;
  readonly instalments: readonly Instalment[];
}

/** The rules about terms, by their part of the id. */
type TermsRule =
  | 'count'
  | 'amount'
  | 'amount-within'
  | 'due-date'
  | 'due-date-later'
  | 'pending'
  | 'pending-within'
  | 'adds-up';

/** What differs between a factura and a note: SUNAT's codes for going beyond the limits, and the lines of the sheet. */
export interface TermsSheet {
  readonly prefix: string;
  readonly codes: { readonly pending: string; readonly instalment: string; readonly dueDate: string };
  readonly sheet: RuleSheet;
  readonly lines: Readonly<Record<TermsRule, number>>;
}

/** The credit terms of a document; null where it has none (or none that can be looked at). */
export type TermsOf<Subject, Facts> = (subject: Subject, facts: Facts) => CreditTerms | null;

/** Money with at most two decimals, greater than zero; null otherwise. */
function readMoney(text: string): Decimal | null {
  const amount = parseUnsigned(text);
  return amount?.greaterThan(ZERO) && amount.decimalPlaces() <= 2 ? amount : null;
}

const counts = ({ instalments }: CreditTerms): boolean =>
  instalments.length > 0 && instalments.length <= MAX_INSTALMENTS;

const isGood = ({ amount, dueDate }: Instalment, { total, issueDate }: CreditTerms): boolean =>
  readMoney(amount)?.lessThanOrEqualTo(total) === true && isDate(dueDate) && dueDate > issueDate;

/** Sums are looked at once each instalment is good by itself. */
const canBeSummed = (terms: CreditTerms): boolean =>
  counts(terms) && terms.instalments.every((instalment) => isGood(instalment, terms));

function eachInstalment(
  terms: CreditTerms,
  field: string,
  wrong: (instalment: Instalment) => boolean,
  detail: string,
): readonly Finding[] {
  if (!counts(terms)) return [];
  return terms.instalments.flatMap((instalment, index) =>
    when(wrong(instalment), `${INSTALMENTS}/${index}/${field}`, detail),
  );
}

type Check = (terms: CreditTerms) => readonly Finding[];

const count: Check = (terms) =>
  when(!counts(terms), INSTALMENTS, `Una venta al crédito debe tener de 1 a ${MAX_INSTALMENTS} cuotas.`);

const amounts: Check = (terms) =>
  eachInstalment(
    terms,
    'amount',
    ({ amount }) => readMoney(amount) === null,
    'El monto de la cuota debe ser mayor que cero, con 2 decimales.',
  );

const amountsWithin: Check = (terms) =>
  eachInstalment(
    terms,
    'amount',
    ({ amount }) => readMoney(amount)?.greaterThan(terms.total) === true,
    'La cuota no puede ser mayor que el total de la venta.',
  );

const dates: Check = (terms) =>
  eachInstalment(terms, 'due_date', ({ dueDate }) => !isDate(dueDate), 'La fecha de la cuota debe ser AAAA-MM-DD.');

const datesLater: Check = (terms) =>
  eachInstalment(
    terms,
    'due_date',
    ({ dueDate }) => isDate(dueDate) && dueDate <= terms.issueDate,
    'La cuota debe vencer después de la fecha de emisión.',
  );

const pending: Check = (terms) =>
  when(
    canBeSummed(terms) && readMoney(terms.pending) === null,
    AT,
    'Una venta al crédito debe tener un monto pendiente de pago.',
  );

const pendingWithin: Check = (terms) =>
  when(
    canBeSummed(terms) && readMoney(terms.pending)?.greaterThan(terms.total) === true,
    AT,
    'Lo pendiente no puede ser mayor que el total de la venta.',
  );

const addsUp: Check = (terms) => {
  const left = canBeSummed(terms) ? readMoney(terms.pending) : null;
  if (left === null || left.greaterThan(terms.total)) return [];
  const total = sum(terms.instalments.map(({ amount }) => new Decimal(amount)));
  const detail = `Las cuotas suman ${total.toFixed(2)} y lo pendiente de pago es ${left.toFixed(2)}.`;
  return when(!left.equals(total), INSTALMENTS, detail);
};

/** Credit terms as SUNAT checks them, on a factura or on a credit note 13; pointers at `/payment_terms`. */
export function creditTermsRules<Subject, Facts>(
  of: TermsOf<Subject, Facts>,
  { prefix, codes, sheet, lines }: TermsSheet,
): readonly Rule<Subject, Facts>[] {
  const rule = (id: TermsRule, code: string, issue: string, field: string, check: Check): Rule<Subject, Facts> => ({
    ...{ id: `${prefix}.${id}`, code, level: 'reject', issue, field: `${FIELD}/${field}` },
    source: { [sheet]: [lines[id]] },
    find: (subject, facts) => {
      const terms = of(subject, facts);
      return terms === null ? [] : check(terms);
    },
  });
  return [
    rule('count', '3249', 'instalments_missing', 'cbc:PaymentMeansID', count),
    rule('amount', '3254', 'invalid_amount', 'cbc:Amount', amounts),
    rule('amount-within', codes.instalment, 'amount_exceeds_total', 'cbc:Amount', amountsWithin),
    rule('due-date', '3256', 'invalid_date', 'cbc:PaymentDueDate', dates),
    rule('due-date-later', codes.dueDate, 'due_date_not_later', 'cbc:PaymentDueDate', datesLater),
    rule('pending', '3251', 'nothing_pending', 'cbc:Amount', pending),
    rule('pending-within', codes.pending, 'pending_exceeds_total', 'cbc:Amount', pendingWithin),
    rule('adds-up', '3319', 'instalments_do_not_add_up', 'cbc:Amount', addsUp),
  ];
}

/** Credit terms of a factura (cash has nothing to check). */
export const PAYMENT_TERMS_RULES: readonly Rule<InvoiceDraft, unknown>[] = creditTermsRules(
  ({ paymentTerms, totals, issueDate }: InvoiceDraft) =>
    paymentTerms.type === 'cash' ? null : { ...paymentTerms, total: totals.total, issueDate },
  {
    prefix: 'payment-terms',
    codes: { pending: '3265', instalment: '3266', dueDate: '3267' },
    sheet: 'Factura',
    lines: {
      ...{ count: 836, amount: 848, 'amount-within': 849, 'due-date': 852 },
      ...{ 'due-date-later': 853, pending: 838, 'pending-within': 839, 'adds-up': 840 },
    },
  },
);
