import { billKey } from '../../names.ts';
import { Rejection } from '../../returns.ts';
import type { DocumentRecord } from '../../store.ts';
import { daysBetween } from '../../text.ts';
import { textAt, type XmlNode } from '../../xml.ts';
import { documentOf, inLine, must } from './line.ts';
import { DAYS, type SummaryContext } from './context.ts';

/** What an RA may void and an RR may revert, with the forms of their series. */
const SERIES: Readonly<Record<'RA' | 'RR', Readonly<Record<string, RegExp>>>> = {
  RA: {
    '01': /^(F[A-Z0-9]{3}|\d{1,4})$/,
    '07': /^(F[A-Z0-9]{3}|\d{1,4})$/,
    '08': /^(F[A-Z0-9]{3}|\d{1,4})$/,
    '30': /^F[A-Z0-9]{3}$/,
    '34': /^F[A-Z0-9]{3}$/,
    '42': /^F[A-Z0-9]{3}$/,
  },
  RR: { '20': /^(R[A-Z0-9]{3}|\d{1,4})$/, '40': /^(P[A-Z0-9]{3}|\d{1,4})$/ },
};
/** Codes that the two summaries tell apart: unknown, undone before. */
const CODES = {
  RA: { unknown: '2105', again: '2323' },
  RR: { unknown: '2750', again: '2751' },
} as const;

/** The receipts that an RA voids, or the certificates that an RR reverts. */
export function readVoided(context: SummaryContext): DocumentRecord[] {
  return context.lines.map((line) => inLine(line, () => readLine(context, line)));
}

function readLine(context: SummaryContext, line: XmlNode): DocumentRecord {
  const kind = context.name.kind === 'RR' ? 'RR' : 'RA';
  const type = textAt(line, 'DocumentTypeCode') ?? '';
  must(type !== '', '2309');
  const form = SERIES[kind][type];
  if (form === undefined) throw new Rejection('2308', type);
  const series = textAt(line, 'DocumentSerialID') ?? '';
  must(series !== '', '2311');
  must(form.test(series), kind === 'RA' ? '2310' : type === '20' ? '2674' : '2675', series);
  const number = textAt(line, 'DocumentNumberID') ?? '';
  must(number !== '', '2313');
  must(/^\d{1,8}$/.test(number), '2312', number);
  must(context.lines.filter((one) => sameDocument(one, line)).length === 1, '2348', documentOf(line));
  const known = findKnown(context, kind, type, series, number);
  const reason = textAt(line, 'VoidReasonDescription') ?? '';
  must(reason !== '', '2315');
  if (reason.length < 3) context.observed.add('4203');
  return known;
}

function sameDocument(a: XmlNode, b: XmlNode): boolean {
  return (
    textAt(a, 'DocumentTypeCode') === textAt(b, 'DocumentTypeCode') &&
    textAt(a, 'DocumentSerialID') === textAt(b, 'DocumentSerialID') &&
    Number(textAt(a, 'DocumentNumberID')) === Number(textAt(b, 'DocumentNumberID'))
  );
}

/** Only what is accepted can be undone; receipts within their days and under their own date. */
function findKnown(
  { store, name, reference, today }: SummaryContext,
  kind: 'RA' | 'RR',
  type: string,
  series: string,
  number: string,
): DocumentRecord {
  const known = store.documents.get(billKey(name.ruc, type, series, number));
  if (known === undefined) throw new Rejection(CODES[kind].unknown, `${series}-${number}`);
  must(known.status !== 'rejected', kind === 'RA' ? '2398' : '2750');
  must(known.status !== 'voided', CODES[kind].again);
  if (kind === 'RR') return known;
  must(/^\d/.test(series) || daysBetween(known.facts.issueDate, today) <= DAYS, '2957');
  must(known.facts.issueDate === reference, '2375', reference);
  return known;
}
