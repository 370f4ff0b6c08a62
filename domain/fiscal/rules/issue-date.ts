import { addDays, isDate, limaDate } from '../../time/lima.ts';
import { isBoletaFamily, type SentDocumentType, sendDeadline } from '../deadlines.ts';
import { type Rule, when } from './rule.ts';

/** What the date rules look at: any document that is sent one by one. */
export interface Issued {
  readonly type: SentDocumentType;
  readonly series: string;
  readonly issueDate: string;
}

/** Legal date in Lima. */
export interface Today {
  readonly today: string;
}

const FUTURE_DAYS = 2; // later: 2329
const AT = '/issue_date';
const FIELD = '/*/cbc:IssueDate';
const TOO_OLD = 'Ya pasó el plazo para enviar a SUNAT un comprobante con esa fecha de emisión.';

const isLate = ({ type, series, issueDate }: Issued, today: string): boolean =>
  today > issueDate && isDate(issueDate) && today > limaDate(sendDeadline(type, issueDate, series));

/** Issue date of a document sent one by one: a date, not in the future, not too late to send. */
export const ISSUE_DATE_RULES: readonly Rule<Issued, Today>[] = [
  {
    id: 'issue-date.is-date',
    code: '2329',
    level: 'reject',
    issue: 'invalid_date',
    field: FIELD,
    source: { Factura: [15], Boleta: [16], NotaCredito: [17], NotaDebito: [16] },
    find: ({ issueDate }) => when(!isDate(issueDate), AT, 'La fecha de emisión no es válida.'),
  },
  {
    id: 'issue-date.not-in-future',
    code: '2329',
    level: 'reject',
    issue: 'issue_date_in_future',
    field: FIELD,
    source: { Factura: [15], Boleta: [16], NotaCredito: [17], NotaDebito: [16] },
    find: ({ issueDate }, { today }) =>
      when(
        issueDate > today && isDate(issueDate) && issueDate > addDays(today, FUTURE_DAYS),
        AT,
        'La fecha de emisión no puede ser posterior a hoy en más de 2 días.',
      ),
  },
  {
    id: 'issue-date.in-time-factura',
    code: '2108',
    level: 'reject',
    issue: 'issue_date_too_old',
    field: FIELD,
    source: { Factura: [14], NotaCredito: [15], NotaDebito: [14] },
    find: (document, { today }) =>
      when(!isBoletaFamily(document.type, document.series) && isLate(document, today), AT, TOO_OLD),
  },
  {
    id: 'issue-date.in-time-boleta',
    code: '1079',
    level: 'reject',
    issue: 'issue_date_too_old',
    field: FIELD,
    source: { Boleta: [15], NotaCredito: [16], NotaDebito: [15] },
    find: (document, { today }) =>
      when(isBoletaFamily(document.type, document.series) && isLate(document, today), AT, TOO_OLD),
  },
];
