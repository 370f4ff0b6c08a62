import { BOLETA_BOUND_FROM } from '../changes-of-2027.ts';
import { type AmendedStatus, differsInCurrency, isCredit, type NoteContext } from '../note-check.ts';
import { leftOfDocument } from '../note-remaining.ts';
import type { NoteDraft } from '../note-types.ts';
import { type Rule, type RuleLevel, when } from './rule.ts';

type NoteRule = Rule<NoteDraft, NoteContext>;

const AT = '/document_id';
const FIELD = '/*/cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID';
const WAITING: readonly AmendedStatus[] = ['issued', 'sending', 'pending', 'unknown'];

interface StatusRule {
  readonly id: string;
  readonly issue: string;
  readonly statuses: readonly AmendedStatus[];
  readonly level: RuleLevel;
  readonly detail: string;
}

/** A pair: code and line of the credit note's sheet, and of the debit note's. */
function statusRules(
  rule: StatusRule,
  credit: readonly [string, number],
  debit: readonly [string, number],
): readonly NoteRule[] {
  const of = ([code, line]: readonly [string, number], isOfCredit: boolean): NoteRule => ({
    id: `note-amended.${rule.id}-${isOfCredit ? 'credit' : 'debit'}`,
    ...{ code, level: rule.level, issue: rule.issue, field: FIELD },
    source: isOfCredit ? { NotaCredito: [line] } : { NotaDebito: [line] },
    find: (note, { status }) => when(isCredit(note) === isOfCredit && rule.statuses.includes(status), AT, rule.detail),
  });
  return [of(credit, true), of(debit, false)];
}

const status = (
  id: string,
  issue: string,
  statuses: readonly AmendedStatus[],
  detail: string,
  level: RuleLevel = 'reject',
): StatusRule => ({ id, issue, statuses, level, detail });

/** A document without effect cannot be amended. */
export const AMENDED_STATUS_RULES: readonly NoteRule[] = [
  ...statusRules(
    status('voided', 'document_voided', ['voided'], 'El comprobante fue dado de baja: no se puede modificar.'),
    ['2120', 90],
    ['2207', 88],
  ),
  ...statusRules(
    status(
      'rejected',
      'document_rejected',
      ['rejected'],
      'SUNAT rechazó el comprobante: no tiene efecto y no hay nada que modificar.',
    ),
    ['2121', 91],
    ['2208', 89],
  ),
  ...statusRules(
    status(
      'expired',
      'document_expired',
      ['expired'],
      'El comprobante no llegó a SUNAT dentro del plazo: no tiene efecto y no hay nada que modificar.',
    ),
    ['2119', 89],
    ['2209', 87],
  ),
];

/** The note is sent after its document: until then SUNAT would answer that it does not know it. */
export const AMENDED_WAITING_RULES: readonly NoteRule[] = statusRules(
  status(
    'waiting',
    'document_not_accepted_yet',
    WAITING,
    'SUNAT aún no acepta el comprobante: la nota se enviará después de él.',
    'observe',
  ),
  ['2119', 89],
  ['2209', 87],
);

/** A factura's note is in its currency... */
export const AMENDED_CURRENCY_RULE: NoteRule = {
  id: 'note-amended.currency-factura',
  code: '3209',
  level: 'reject',
  issue: 'currency_differs',
  field: '/*/cbc:DocumentCurrencyCode',
  source: { NotaCredito: [96], NotaDebito: [92] },
  find: (note, context) =>
    when(
      note.amends.type === '01' && differsInCurrency(note, context),
      AT,
      'La nota debe estar en la moneda de la factura.',
    ),
};

/** ...a boleta's is only observed. */
export const AMENDED_CURRENCY_WARNING: NoteRule = {
  id: 'note-amended.currency-boleta',
  code: '4368',
  level: 'observe',
  issue: 'currency_differs',
  field: '/*/cbc:DocumentCurrencyCode',
  source: { NotaCredito: [97], NotaDebito: [93] },
  find: (note, context) =>
    when(
      note.amends.type === '03' && differsInCurrency(note, context),
      AT,
      'La nota está en otra moneda que la boleta.',
    ),
};

const isBeyond = (note: NoteDraft, { amended, taken }: NoteContext): boolean =>
  isCredit(note) && leftOfDocument(amended, taken).lessThan(note.totals.total);

const isError = ({ amends, issueDate }: NoteDraft): boolean => amends.type === '01' || issueDate >= BOLETA_BOUND_FROM;

/** The net under `makeCreditNote`: no more than is left, whatever SUNAT would let pass on boletas until 2027. */
function boundRule(id: string, code: string, error: boolean, line: number): NoteRule {
  return {
    ...{ id, code, level: 'reject', issue: 'amount_exceeds_remaining' },
    ...{ field: '/CreditNote/cac:LegalMonetaryTotal/cbc:PayableAmount', source: { NotaCredito: [line] } },
    find: (note, context) =>
      when(
        isError(note) === error && isBeyond(note, context),
        '/lines',
        'La nota pasa de lo que queda del comprobante después de sus notas de crédito.',
      ),
  };
}

/** An error on facturas, and from 2027 on boletas. */
export const AMENDED_BOUND_RULES: readonly NoteRule[] = [
  boundRule('note-amended.bound', '3286', true, 94),
  boundRule('note-amended.bound-boleta', '4028', false, 95),
];
