import { Decimal, parseUnsigned, sum, toAmount, ZERO } from '../decimal.ts';
import { type FieldIssue, invalid } from '../errors.ts';
import { saleTotals, totalsIssue } from '../sale/sale-totals.ts';
import type { Allowance } from '../sale/types.ts';
import { allowanceOf } from '../sale/allowance.ts';
import { chargesBeside } from './note-money.ts';
import { noteLegends } from './legends.ts';
import { NO_PRODUCT_CODE, PRODUCT_CODE_REQUIRED_FROM } from './changes-of-2027.ts';
import { cleanCustomer, cleanSupplier } from './clean-parties.ts';
import { noteLine } from './note-figures.ts';
import { isWhole, noteFigures } from './note-lines.ts';
import { noteReason } from './note-reasons.ts';
import { remainingLines } from './note-remaining.ts';
import { reasonCodeIssue, reasonTextIssues } from './note-request-shape.ts';
import type {
  AmendedDocument,
  CreditNoteDraft,
  DebitNoteDraft,
  NoteDraft,
  NoteLine,
  NoteRequest,
  NoteType,
  TakenLine,
} from './note-types.ts';
import { oneLine } from './text.ts';
import type { Customer, Instalment, Supplier } from './types.ts';

export { defaultEffects, effectsIssues, returnsGoods } from './note-effects.ts';
export type { NoteEffects } from './note-reasons.ts';
export { takenBy } from './note-remaining.ts';
export type * from './note-types.ts';

/** Notes take shorter names (2022) than facturas do. */
const MAX_CUSTOMER_NAME = 1000;
const NO_TAX_UP_TO = new Decimal('0.06'); // above it a taxed line must show IGV (3111)

export interface NoteHeader {
  readonly series: string;
  /** Legal date and wall clock in Lima. */
  readonly issueDate: string;
  readonly issueTime: string;
  readonly supplier: Supplier;
}

function noteCustomer(customer: Customer): Customer {
  const clean = cleanCustomer(customer);
  return { ...clean, name: clean.name.slice(0, MAX_CUSTOMER_NAME).trim() };
}

/** The amended line's code; where it has none a note of 2027 says so, since nobody can mend an issued line. */
function withProductCode(line: NoteLine, issueDate: string): NoteLine {
  const needed = line.sunatCode === undefined && issueDate >= PRODUCT_CODE_REQUIRED_FROM;
  return { ...line, description: oneLine(line.description), ...(needed ? { sunatCode: NO_PRODUCT_CODE } : {}) };
}

function termsOf(instalments: readonly Instalment[]): NonNullable<NoteDraft['paymentTerms']> {
  const pending = sum(instalments.map(({ amount }) => parseUnsigned(amount) ?? ZERO));
  return { type: 'credit', pending: toAmount(pending), instalments };
}

function figuresIssues(draft: NoteDraft): FieldIssue[] {
  const total = totalsIssue(draft.totals, draft.igvPercent, 'La nota');
  const untaxed = draft.lines.some(
    (line) => line.igvPercent !== '0' && new Decimal(line.igv).isZero() && NO_TAX_UP_TO.lessThan(line.value),
  );
  return [
    ...(total ? [total] : []),
    ...(untaxed
      ? [
          {
            pointer: '/lines',
            code: 'igv_of_line_missing',
            sunatCode: '3111',
            detail: 'Una línea gravada quedaría sin IGV: devuélvala entera.',
          },
        ]
      : []),
  ];
}

/** The charges without tax of the amended document, which come back with all of it, as one charge 50. */
function chargesOf(amended: AmendedDocument): Allowance[] {
  const told = chargesBeside(amended);
  const charge = allowanceOf('50', told, told, new Decimal(amended.totals.value));
  return charge ? [charge] : [];
}

function makeNote<Type extends NoteType>(
  type: Type,
  amended: AmendedDocument,
  taken: readonly TakenLine[],
  request: NoteRequest,
  header: NoteHeader,
): NoteDraft & { readonly type: Type } {
  const reason = noteReason(type, request.reasonCode, header.issueDate);
  const issues = reasonTextIssues(request.reason);
  if (!reason) throw invalid([reasonCodeIssue(type, request.reasonCode), ...issues]);
  const figures = noteFigures({ type, reason, request, amended, remaining: remainingLines(amended, taken) }, issues);
  if (issues.length > 0) throw invalid(issues);
  const lines = figures.map((one, index) => withProductCode(noteLine(one, index + 1), header.issueDate));
  const charges = isWhole({ reason, request }) ? chargesOf(amended) : [];
  const totals = saleTotals(lines, { outsideCharge: sum(charges.map(({ told }) => new Decimal(told))) });
  const draft = {
    type,
    series: header.series,
    issueDate: header.issueDate,
    issueTime: header.issueTime,
    currency: amended.currency,
    igvPercent: amended.igvPercent,
    supplier: cleanSupplier(header.supplier),
    customer: noteCustomer(amended.customer),
    amends: { type: amended.type, series: amended.series, number: amended.number },
    reasonCode: request.reasonCode,
    reason: oneLine(request.reason),
    lines,
    ...(charges.length > 0 ? { allowances: charges } : {}),
    totals,
    legends: noteLegends(lines, totals.total, amended.currency),
    paymentTerms: reason.kind === 'terms' ? termsOf(request.instalments ?? []) : null,
  };
  const wrong = figuresIssues(draft);
  if (wrong.length > 0) throw invalid(wrong);
  return draft;
}

/**
 * A credit note (catalogue 09) over a factura or boleta. Its lines follow the amended document's own figures, rate and
 * currency, so that all its notes together end at exactly zero and never beyond (3286).
 * @param taken what credit notes in force or on their way took already (`takenBy`)
 * @throws HubError `invalid` with pointers into the request (2128, 2172, 2135, 2136, 3286...). See also `validateNote`.
 */
export function makeCreditNote(
  amended: AmendedDocument,
  taken: readonly TakenLine[],
  request: NoteRequest,
  header: NoteHeader,
): CreditNoteDraft {
  return makeNote('07', amended, taken, request, header);
}

/**
 * A debit note (catalogue 10) over a factura or boleta: amounts with tax on top of its lines, at its rate, or one
 * charge beside them (see `note-reasons.ts`).
 * @throws HubError `invalid` with pointers into the request. See also `validateNote`.
 */
export function makeDebitNote(amended: AmendedDocument, request: NoteRequest, header: NoteHeader): DebitNoteDraft {
  return makeNote('08', amended, [], request, header);
}
