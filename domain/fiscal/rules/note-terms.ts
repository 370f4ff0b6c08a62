import { Decimal } from '../../decimal.ts';
import { isCredit, type NoteContext } from '../note-check.ts';
import { leftOfDocument } from '../note-remaining.ts';
import type { NoteDraft } from '../note-types.ts';
import { type CreditTerms, creditTermsRules } from './payment-terms.ts';
import { type Rule, when } from './rule.ts';

type NoteRule = Rule<NoteDraft, NoteContext>;

const NOTHING_LEFT = '0.00';

const isOfTerms = (note: NoteDraft): boolean => isCredit(note) && note.reasonCode === '13';
const ofFactura = (note: NoteDraft, { amended }: NoteContext): boolean => isOfTerms(note) && amended.type === '01';
const ofCredit = (note: NoteDraft, context: NoteContext): boolean =>
  ofFactura(note, context) && context.amended.paymentTerms.type === 'credit';
const hasInstalments = ({ paymentTerms }: NoteDraft): boolean => (paymentTerms?.instalments.length ?? 0) > 0;

/** What is left of the factura bounds the new terms; they fall due after the factura, not after the note. */
function termsOf(note: NoteDraft, context: NoteContext): CreditTerms | null {
  if (!ofCredit(note, context) || note.paymentTerms === null || !hasInstalments(note)) return null;
  const { amended, taken } = context;
  const total = leftOfDocument(amended, taken).toFixed(2);
  return { ...note.paymentTerms, total, issueDate: amended.issueDate };
}

/** Reason 13: a factura on credit, at value zero, with new instalments. Each rule waits for the one before it. */
export const NOTE_TERMS_RULES: readonly NoteRule[] = [
  {
    id: 'note-terms.factura',
    code: '3259',
    level: 'reject',
    issue: 'factura_required',
    field: '/CreditNote/cac:BillingReference/cac:InvoiceDocumentReference/cbc:DocumentTypeCode',
    source: { NotaCredito: [107] },
    find: (note, { amended }) =>
      when(isOfTerms(note) && amended.type !== '01', '/document_id', 'Las cuotas se cambian solo en una factura.'),
  },
  {
    id: 'note-terms.credit',
    code: '3260',
    level: 'reject',
    issue: 'credit_required',
    field: '/CreditNote/cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID',
    source: { NotaCredito: [98] },
    find: (note, context) =>
      when(
        ofFactura(note, context) && !ofCredit(note, context),
        '/document_id',
        'La factura fue al contado: no tiene cuotas que cambiar.',
      ),
  },
  {
    id: 'note-terms.instalments',
    code: '3257',
    level: 'reject',
    issue: 'payment_terms_missing',
    field: '/CreditNote/cac:PaymentTerms',
    source: { NotaCredito: [417, 427] },
    find: (note, context) =>
      when(ofCredit(note, context) && !hasInstalments(note), '/payment_terms', 'Indique las nuevas cuotas.'),
  },
  ...creditTermsRules(termsOf, {
    prefix: 'note-terms',
    codes: { pending: '3320', instalment: '3320', dueDate: '3321' },
    sheet: 'NotaCredito',
    lines: {
      ...{ count: 421, amount: 433, 'amount-within': 424, 'due-date': 436 },
      ...{ 'due-date-later': 437, pending: 423, 'pending-within': 424, 'adds-up': 425 },
    },
  }),
  {
    id: 'note-terms.value-zero',
    code: '3315',
    level: 'reject',
    issue: 'total_not_zero',
    field: '/CreditNote/cac:LegalMonetaryTotal/cbc:PayableAmount',
    source: { NotaCredito: [370] },
    find: (note, context) =>
      when(
        ofCredit(note, context) &&
          hasInstalments(note) &&
          note.totals.total !== NOTHING_LEFT &&
          !new Decimal(note.totals.total).isZero(),
        '/lines',
        'Una nota que solo cambia las cuotas no tiene importe.',
      ),
  },
];
