import { isDate } from '../../time/lima.ts';
import { isCredit, type NoteContext } from '../note-check.ts';
import { noteReason } from '../note-reasons.ts';
import { reasonCodeIssue, reasonTextIssues } from '../note-request-shape.ts';
import type { NoteDraft } from '../note-types.ts';
import { type Finding, type Rule, when } from './rule.ts';

type NoteRule = Rule<NoteDraft, NoteContext>;

const RESPONSE = '/*/cac:DiscrepancyResponse';
const isOfFactura = ({ amends }: NoteDraft): boolean => amends.type === '01';
const hasShape = ({ series }: NoteDraft): boolean => /^[FB][A-Z0-9]{3}$/.test(series);

/** The code is that of the series' letter, which is the wrong one: F over a boleta, or B over a factura. */
function letterRule(id: string, code: string, credit: boolean, letter: 'F' | 'B'): NoteRule {
  const [amended, right] = letter === 'F' ? ['boleta', 'B'] : ['factura', 'F'];
  return {
    ...{ id, code, level: 'reject', issue: 'series_of_other_type', field: '/*/cbc:ID', source: {} },
    find: (note) =>
      when(
        isCredit(note) === credit &&
          hasShape(note) &&
          note.series.startsWith(letter) &&
          isOfFactura(note) !== (letter === 'F'),
        '/series',
        `La nota de una ${amended} lleva una serie que empieza con ${right}.`,
      ),
  };
}

/** The series has the letter of what it amends. */
export const NOTE_SERIES_RULES: readonly NoteRule[] = [
  {
    id: 'note-series.format',
    code: '1001',
    level: 'reject',
    issue: 'invalid_series',
    field: '/*/cbc:ID',
    source: {},
    find: (note) =>
      when(!hasShape(note), '/series', 'La serie de una nota empieza con F o B y tiene 4 letras o dígitos.'),
  },
  letterRule('note-series.f-over-boleta', '2116', true, 'F'),
  letterRule('note-series.b-over-factura', '2399', true, 'B'),
  letterRule('note-series.debit-f-over-boleta', '2204', false, 'F'),
  letterRule('note-series.debit-b-over-factura', '2400', false, 'B'),
];

/** Rules of which `note-request-shape.ts` knows the words, since a request is checked by them too. */
function reasonRule(id: string, code: string | null, issue: string, found: (note: NoteDraft) => Finding[]): NoteRule {
  const field = id.endsWith('text') ? `${RESPONSE}/cbc:Description` : `${RESPONSE}/cbc:ResponseCode`;
  return { id, code, level: 'reject', issue, field, source: {}, find: found };
}

const codeFindings =
  (issue: string) =>
  ({ type, reasonCode, issueDate }: NoteDraft): Finding[] => {
    if (noteReason(type, reasonCode, issueDate) !== undefined) return [];
    const found = reasonCodeIssue(type, reasonCode);
    return found.code === issue ? [found] : [];
  };

const textFindings =
  (issue: string) =>
  ({ reason }: NoteDraft): Finding[] =>
    reasonTextIssues(reason).filter((found) => found.code === issue);

/** The reason: its code in the catalogue and among those the hub issues, its words. */
export const NOTE_REASON_RULES: readonly NoteRule[] = [
  reasonRule('note-reason.code-missing', '2128', 'reason_code_missing', codeFindings('reason_code_missing')),
  reasonRule('note-reason.code', '2172', 'unknown_reason_code', codeFindings('unknown_reason_code')),
  reasonRule('note-reason.supported', null, 'reason_not_supported', codeFindings('reason_not_supported')),
  reasonRule('note-reason.missing-text', '2136', 'reason_missing', textFindings('reason_missing')),
  reasonRule('note-reason.text', '2135', 'invalid_reason', textFindings('invalid_reason')),
];

/** A note is not older than what it amends; penalties may be. */
export const NOTE_DATE_RULES: readonly NoteRule[] = [
  {
    id: 'note-date.not-before-amended',
    code: '2885',
    level: 'reject',
    issue: 'issued_before_amended',
    field: '/*/cbc:IssueDate',
    source: {},
    find: (note, { amended }) => {
      const penalty = !isCredit(note) && note.reasonCode === '03';
      return when(
        isDate(note.issueDate) && !penalty && note.issueDate < amended.issueDate,
        '/issue_date',
        'La nota no puede tener una fecha anterior a la del comprobante que modifica.',
      );
    },
  },
];
