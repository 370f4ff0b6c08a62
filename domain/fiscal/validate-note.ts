import { sum } from '../decimal.ts';
import { isDate } from '../time/lima.ts';
import { BOLETA_BOUND_FROM } from './changes-of-2027.ts';
import {
  differsInCurrency,
  isCredit,
  type NoteCheck,
  type NoteContext,
  type NoteFindings,
  when,
} from './note-check.ts';
import { leftToPay, remainingLines } from './note-remaining.ts';
import { reasonCodeIssue, reasonTextIssues } from './note-request-shape.ts';
import { noteReason } from './note-reasons.ts';
import type { NoteDraft } from './note-types.ts';
import { issueDateIssues, supplierIssues } from './validate-issue.ts';
import { checkTerms } from './validate-note-terms.ts';
import { WARNINGS } from './warn-note.ts';

export type { AmendedStatus, NoteContext, NoteFindings } from './note-check.ts';

/** The series has the letter of what it amends: 2116 and 2399 for credit notes, 2204 and 2400 for debit notes. */
const checkSeries: NoteCheck = (note) => {
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

const checkReason: NoteCheck = (note) => [
  ...when(
    noteReason(note.type, note.reasonCode, note.issueDate) === undefined,
    reasonCodeIssue(note.type, note.reasonCode),
  ),
  ...reasonTextIssues(note.reason),
];

const checkDates: NoteCheck = (note, { today, amended }) => {
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
const checkStatus: NoteCheck = (note, { status }) => {
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

const checkCurrency: NoteCheck = (note, context) =>
  when(note.amends.type === '01' && differsInCurrency(note, context), {
    pointer: '/document_id',
    code: 'currency_differs',
    sunatCode: '3209',
    detail: 'La nota debe estar en la moneda de la factura.',
  });

/** The net under `makeCreditNote`: no more than is left, whatever SUNAT would let pass on boletas until 2027. */
const checkBound: NoteCheck = (note, { amended, taken }) => {
  const left = sum(remainingLines(amended, taken).map(leftToPay));
  const error = amended.type === '01' || note.issueDate >= BOLETA_BOUND_FROM;
  return when(isCredit(note) && left.lessThan(note.totals.total), {
    pointer: '/lines',
    code: 'amount_exceeds_remaining',
    sunatCode: error ? '3286' : '4028',
    detail: 'La nota pasa de lo que queda del comprobante después de sus notas de crédito.',
  });
};

const CHECKS: readonly NoteCheck[] = [
  checkSeries,
  checkReason,
  checkDates,
  (note) => supplierIssues(note.supplier, ''),
  checkStatus,
  checkCurrency,
  checkBound,
  checkTerms,
];

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
