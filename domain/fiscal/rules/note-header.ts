import { isDate } from '../../time/lima.ts';
import { isCredit, type NoteContext } from '../note-check.ts';
import { noteReason } from '../note-reasons.ts';
import { reasonCodeIssue, reasonTextIssues } from '../note-request-shape.ts';
import type { NoteDraft } from '../note-types.ts';
import { type Finding, type Rule, type RuleSource, when } from './rule.ts';

type NoteRule = Rule<NoteDraft, NoteContext>;

const RESPONSE = '/*/cac:DiscrepancyResponse';
const isOfFactura = ({ amends }: NoteDraft): boolean => amends.type === '01';
const hasShape = ({ series }: NoteDraft): boolean => /^[FB][A-Z0-9]{3}$/.test(series);

/** The code is that of the series' letter, which is the wrong one: F over a boleta, or B over a factura. */
function letterRule(id: string, code: string, credit: boolean, letter: 'F' | 'B', source: RuleSource): NoteRule {
  const [amended, right] = letter === 'F' ? ['boleta', 'B'] : ['factura', 'F'];
  return {
    ...{ id, code, level: 'reject', issue: 'series_of_other_type', field: '/*/cbc:ID', source },
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
    source: { NotaCredito: [9], NotaDebito: [8] },
    find: (note) =>
      when(!hasShape(note), '/series', 'La serie de una nota empieza con F o B y tiene 4 letras o dígitos.'),
  },
  letterRule('note-series.f-over-boleta', '2116', true, 'F', { NotaCredito: [100, 101] }),
  letterRule('note-series.b-over-factura', '2399', true, 'B', { NotaCredito: [102, 103] }),
  letterRule('note-series.debit-f-over-boleta', '2204', false, 'F', { NotaDebito: [95, 96] }),
  letterRule('note-series.debit-b-over-factura', '2400', false, 'B', { NotaDebito: [97, 98] }),
];

type Found = readonly [issue: string, find: (note: NoteDraft) => Finding[]];

/** Rules of which `note-request-shape.ts` knows the words, since a request is checked by them too. */
function reasonRule(id: string, code: string | null, found: Found, source: RuleSource): NoteRule {
  const [issue, find] = found;
  const field = id.endsWith('text') ? `${RESPONSE}/cbc:Description` : `${RESPONSE}/cbc:ResponseCode`;
  return { id, code, level: 'reject', issue, field, source, find };
}

const codeFindings = (issue: string): Found => [
  issue,
  ({ type, reasonCode, issueDate }) => {
    if (noteReason(type, reasonCode, issueDate) !== undefined) return [];
    const found = reasonCodeIssue(type, reasonCode);
    return found.code === issue ? [found] : [];
  },
];

const textFindings = (issue: string): Found => [
  issue,
  ({ reason }) => reasonTextIssues(reason).filter((found) => found.code === issue),
];

/** The reason: its code in the catalogue and among those the hub issues, its words. */
export const NOTE_REASON_RULES: readonly NoteRule[] = [
  reasonRule('note-reason.code-missing', '2128', codeFindings('reason_code_missing'), {
    NotaCredito: [19],
    NotaDebito: [18],
  }),
  reasonRule('note-reason.code', '2172', codeFindings('unknown_reason_code'), { NotaCredito: [20], NotaDebito: [19] }),
  reasonRule('note-reason.supported', null, codeFindings('reason_not_supported'), {}),
  reasonRule('note-reason.missing-text', '2136', textFindings('reason_missing'), {
    NotaCredito: [25],
    NotaDebito: [24],
  }),
  reasonRule('note-reason.text', '2135', textFindings('invalid_reason'), { NotaCredito: [26], NotaDebito: [25] }),
];

/** A note is not older than what it amends; penalties may be. */
export const NOTE_DATE_RULES: readonly NoteRule[] = [
  {
    id: 'note-date.not-before-amended',
    code: '2885',
    level: 'reject',
    issue: 'issued_before_amended',
    field: '/*/cbc:IssueDate',
    source: { NotaCredito: [93], NotaDebito: [91] },
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
