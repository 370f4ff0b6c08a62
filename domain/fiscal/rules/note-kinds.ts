import { Decimal } from '../../decimal.ts';
import type { NoteContext } from '../note-check.ts';
import { noteReason } from '../note-reasons.ts';
import type { NoteDraft } from '../note-types.ts';
import { type Rule, when } from './rule.ts';

type NoteRule = Rule<NoteDraft, NoteContext>;

const REASON = '/*/cac:DiscrepancyResponse/cbc:ResponseCode';
const AFFECTATION = '/*/cac:*Line/cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory/cbc:TaxExemptionReasonCode';

const hasValue = ({ value }: { readonly value: string }): boolean => new Decimal(value).greaterThan(0);
const taxOf = (note: NoteDraft) => noteReason(note.type, note.reasonCode, note.issueDate)?.tax;

/** A reason that adjusts one kind of operation amends documents of that kind only. */
const adjusts = (
  id: string,
  code: string,
  tax: '9995' | '1016',
  source: NoteRule['source'],
  detail: string,
): NoteRule => ({
  ...{ id, code, level: 'reject', issue: 'reason_of_other_operation', field: AFFECTATION, source },
  find: (note) => when(taxOf(note) === tax && note.lines.some((line) => line.taxCode !== tax), '/reason_code', detail),
});

/** Notes of adjustment: 11 over exports, 12 over arroz pilado, which takes no other reason. */
export const NOTE_KIND_RULES: readonly NoteRule[] = [
  {
    id: 'note-kinds.ivap-needs-its-reason',
    code: '3230',
    level: 'reject',
    issue: 'reason_not_for_ivap',
    field: REASON,
    source: { NotaCredito: [190], NotaDebito: [185] },
    find: (note) =>
      when(
        taxOf(note) !== '1016' && note.lines.some((line) => line.taxCode === '1016' && hasValue(line)),
        '/reason_code',
        'Una nota sobre arroz pilado (IVAP) lleva el motivo 12.',
      ),
  },
  adjusts(
    'note-kinds.export',
    '2642',
    '9995',
    { NotaCredito: [188], NotaDebito: [183] },
    'El motivo 11 es solo de exportaciones.',
  ),
  adjusts(
    'note-kinds.ivap',
    '2644',
    '1016',
    { NotaCredito: [189], NotaDebito: [184] },
    'El motivo 12 es solo de arroz pilado (IVAP).',
  ),
];
