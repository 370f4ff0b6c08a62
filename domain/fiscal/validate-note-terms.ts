import { Decimal, sum } from '../decimal.ts';
import { isCredit, type NoteCheck, when } from './note-check.ts';
import { leftToPay, remainingLines } from './note-remaining.ts';
import { creditTermsIssues } from './validate-payment-terms.ts';

const TERMS_CODES = { pending: '3320', instalment: '3320', dueDate: '3321' };

/** Reason 13: a factura (3259) on credit (3260), at value zero (3315), with new instalments (3257, 3319-3321). */
export const checkTerms: NoteCheck = (note, { amended, taken }) => {
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
