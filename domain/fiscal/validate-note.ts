import { Decimal, sum } from '../decimal.ts';
import type { FieldIssue } from '../errors.ts';
import { isDate } from '../time/lima.ts';
import { BOLETA_BOUND_FROM } from './changes-of-2027.ts';
import { leftToPay, remainingLines } from './note-remaining.ts';
import { reasonCodeIssue, reasonTextIssues } from './note-request.ts';
import { noteReason } from './note-reasons.ts';
import type { AmendedDocument, NoteDraft, TakenLine } from './note-types.ts';
import { issueDateIssues, supplierIssues } from './validate-issue.ts';
import { creditTermsIssues } from './validate-payment-terms.ts';

/** Where the amended document stands at SUNAT, as the hub's documents tell it. */
export type AmendedStatus =
  | 'issued'
  | 'sending'
  | 'pending'
  | 'unknown'
  | 'accepted'
  | 'observed'
  | 'rejected'
  | 'expired'
  | 'voided';

export interface NoteContext {
  /** Legal date in Lima. */
  readonly today: string;
  readonly amended: AmendedDocument;
  readonly status: AmendedStatus;
  /** The same that the note was made with; none for a debit note. */
  readonly taken: readonly TakenLine[];
}

/** What SUNAT would refuse, and what it would only observe. */
export interface NoteFindings {
  readonly issues: readonly FieldIssue[];
  readonly warnings: readonly FieldIssue[];
}

type Check = (note: NoteDraft, context: NoteContext) => FieldIssue[];

const DISCOUNTS = new Set(['04', '05', '08']);
const SHORTEST_DESCRIPTION = 3;
const when = (wrong: boolean, issue: FieldIssue): FieldIssue[] => (wrong ? [issue] : []);
const isCredit = (note: NoteDraft): boolean => note.type === '07';

/** The series has the letter of what it amends: 2116 and 2399 for credit notes, 2204 and 2400 for debit notes. */
const checkSeries: Check = (note) => {
  if (!/^[FB][A-Z0-9]{3}$/.test(note.series)) {
    const detail = 'La serie de una nota empieza con F o B y tiene 4 letras o dígitos.';
    return [{ pointer: '/series', code: 'invalid_series', sunatCode: '1001', detail }];
  }
  const factura = note.amends.type === '01';
  // The code is that of the series' letter, which is the wrong one.
  const [ofF, ofB] = isCredit(note) ? ['2116', '2399'] : ['2204', '2400'];
  return when(note.series.startsWith('F') !== factura, {
    pointer: '/series',
    code: 'series_of_other_type',
    sunatCode: note.series.startsWith('F') ? ofF : ofB,
    detail: `La nota de una ${factura ? 'factura' : 'boleta'} lleva una serie que empieza con ${factura ? 'F' : 'B'}.`,
  });
};

const checkReason: Check = (note) => [
  ...when(
    noteReason(note.type, note.reasonCode, note.issueDate) === undefined,
    reasonCodeIssue(note.type, note.reasonCode),
  ),
  ...reasonTextIssues(note.reason),
];

const checkDates: Check = (note, { today, amended }) => {
  const issues = issueDateIssues(note, today);
  const penalty = !isCredit(note) && note.reasonCode === '03';
  return [
    ...issues,
    ...when(isDate(note.issueDate) && !penalty && note.issueDate < amended.issueDate, {
      pointer: '/issue_date',
      code: 'issued_before_amended',
      sunatCode: '2885',
      detail: 'La nota no puede tener una fecha anterior a la del comprobante que modifica.',
    }),
  ];
};

/** A document without effect cannot be amended: 2119-2121, debit notes 2207-2209. */
const checkStatus: Check = (note, { status }) => {
  const [unknown, voided, rejected] = isCredit(note) ? ['2119', '2120', '2121'] : ['2209', '2207', '2208'];
  const pointer = '/document_id';
  return [
    ...when(status === 'voided', {
      pointer,
      code: 'document_voided',
      sunatCode: voided,
      detail: 'El comprobante fue dado de baja: no se puede modificar.',
    }),
    ...when(status === 'rejected', {
      pointer,
      code: 'document_rejected',
      sunatCode: rejected,
      detail: 'SUNAT rechazó el comprobante: no tiene efecto y no hay nada que modificar.',
    }),
    ...when(status === 'expired', {
      pointer,
      code: 'document_expired',
      sunatCode: unknown,
      detail: 'El comprobante no llegó a SUNAT dentro del plazo: no tiene efecto y no hay nada que modificar.',
    }),
  ];
};

const differsInCurrency = (note: NoteDraft, { amended }: NoteContext): boolean => note.currency !== amended.currency;

const checkCurrency: Check = (note, context) =>
  when(note.amends.type === '01' && differsInCurrency(note, context), {
    pointer: '/document_id',
    code: 'currency_differs',
    sunatCode: '3209',
    detail: 'La nota debe estar en la moneda de la factura.',
  });

/** The net under `makeCreditNote`: no more than is left, whatever SUNAT would let pass on boletas until 2027. */
const checkBound: Check = (note, { amended, taken }) => {
  const left = sum(remainingLines(amended, taken).map(leftToPay));
  const error = amended.type === '01' || note.issueDate >= BOLETA_BOUND_FROM;
  return when(isCredit(note) && left.lessThan(note.totals.total), {
    pointer: '/lines',
    code: 'amount_exceeds_remaining',
    sunatCode: error ? '3286' : '4028',
    detail: 'La nota pasa de lo que queda del comprobante después de sus notas de crédito.',
  });
};

const TERMS_CODES = { pending: '3320', instalment: '3320', dueDate: '3321' };

/** Reason 13: a factura (3259) on credit (3260), at value zero (3315), with new instalments (3257, 3319-3321). */
const checkTerms: Check = (note, { amended, taken }) => {
  if (!isCredit(note) || note.reasonCode !== '13') return [];
  const pointer = '/document_id';
  if (amended.type !== '01') {
    const detail = 'Las cuotas se cambian solo en una factura.';
    return [{ pointer, code: 'factura_required', sunatCode: '3259', detail }];
  }
  if (amended.paymentTerms.type !== 'credit') {
    const detail = 'La factura fue al contado: no tiene cuotas que cambiar.';
    return [{ pointer, code: 'credit_required', sunatCode: '3260', detail }];
  }
  if (note.paymentTerms === null || note.paymentTerms.instalments.length === 0) {
    const detail = 'Indique las nuevas cuotas.';
    return [{ pointer: '/payment_terms', code: 'payment_terms_missing', sunatCode: '3257', detail }];
  }
  const total = sum(remainingLines(amended, taken).map(leftToPay)).toFixed(2);
  return [
    ...creditTermsIssues(note.paymentTerms, { total, issueDate: amended.issueDate, codes: TERMS_CODES }),
    ...when(!new Decimal(note.totals.total).isZero(), {
      pointer: '/lines',
      code: 'total_not_zero',
      sunatCode: '3315',
      detail: 'Una nota que solo cambia las cuotas no tiene importe.',
    }),
  ];
};

const CHECKS: readonly Check[] = [
  checkSeries,
  checkReason,
  checkDates,
  (note) => supplierIssues(note.supplier, ''),
  checkStatus,
  checkCurrency,
  checkBound,
  checkTerms,
];

const warnDiscount: Check = (note) =>
  when(isCredit(note) && note.amends.type === '03' && DISCOUNTS.has(note.reasonCode), {
    pointer: '/reason_code',
    code: 'discount_on_boleta',
    sunatCode: '4367',
    detail: 'A un consumidor final los descuentos se le hacen en la misma boleta: SUNAT observará la nota.',
  });

const warnWaiting: Check = (note, { status }) =>
  when(['issued', 'sending', 'pending', 'unknown'].includes(status), {
    pointer: '/document_id',
    code: 'document_not_accepted_yet',
    sunatCode: isCredit(note) ? '2119' : '2209',
    detail: 'SUNAT aún no acepta el comprobante: la nota se enviará después de él.',
  });

const warnCurrency: Check = (note, context) =>
  when(note.amends.type === '03' && differsInCurrency(note, context), {
    pointer: '/document_id',
    code: 'currency_differs',
    sunatCode: '4368',
    detail: 'La nota está en otra moneda que la boleta.',
  });

const warnDescriptions: Check = (note) =>
  when(
    note.lines.some((line) => line.description.length < SHORTEST_DESCRIPTION),
    {
      pointer: '/lines',
      code: 'short_description',
      sunatCode: '4084',
      detail: `SUNAT observa las descripciones de menos de ${SHORTEST_DESCRIPTION} letras en una nota.`,
    },
  );

const WARNINGS: readonly Check[] = [warnDiscount, warnWaiting, warnCurrency, warnDescriptions];

/**
 * What SUNAT would refuse in a note, known before a number is taken, and apart from it what SUNAT would only observe.
 * Pointers are into the note's request; `sunatCode` is the code SUNAT would give. A warning
 * `document_not_accepted_yet` means that the note must be sent after its document (2119 otherwise).
 */
export function validateNote(note: NoteDraft, context: NoteContext): NoteFindings {
  return {
    issues: CHECKS.flatMap((check) => check(note, context)),
    warnings: WARNINGS.flatMap((check) => check(note, context)),
  };
}
