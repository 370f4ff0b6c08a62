import { Decimal, ONE, sum, ZERO } from '../decimal.ts';
import type { FieldIssue } from '../errors.ts';
import { shareByWeight } from '../sale/spread.ts';
import type { PricedLine } from '../sale/types.ts';
import { addAmount, type NoteFigures, nothingOf, takeAmount, takeQuantity, takeRest } from './note-figures.ts';
import type { NoteReason } from './note-reasons.ts';
import { leftToPay, leftToReduce, type RemainingLine } from './note-remaining.ts';
import { type AskedLine, readNoteLines, readWholeAmount } from './note-request.ts';
import { beyondCode, requestShapeIssues } from './note-request-shape.ts';
import type { AmendedDocument, NoteRequest, NoteType } from './note-types.ts';
import { oneLine } from './text.ts';

export interface NoteLinesInput {
  readonly type: NoteType;
  readonly reason: NoteReason;
  readonly request: NoteRequest;
  readonly amended: AmendedDocument;
  readonly remaining: readonly RemainingLine[];
}

const isLeft = (left: RemainingLine): boolean => left.quantity.greaterThan(ZERO) || leftToPay(left).greaterThan(ZERO);

/** A line of the note's own: a service of one unit that says why, unaffected by IGV. */
function ownLine(model: PricedLine, description: string): PricedLine {
  return {
    ...model,
    sku: '',
    sunatCode: undefined,
    description,
    unitCode: 'ZZ',
    igvAffectation: '30',
    taxCode: '9998',
    igvPercent: '0',
    free: false,
  };
}

/** Instalments change no line, but a note must have one: the first paid line's tax, at value zero. */
function termsLine({ amended, request }: NoteLinesInput): NoteFigures[] {
  const model = amended.lines.find((line) => !line.free) ?? amended.lines[0];
  if (!model) return [];
  const line = { ...model, sku: '', description: oneLine(request.reason), unitCode: 'ZZ' };
  return [nothingOf(line, null, ONE)];
}

function askedFigures(asked: AskedLine, { reason }: NoteLinesInput): NoteFigures {
  const { left, quantity, amount, description } = asked;
  if (reason.kind === 'description') {
    return nothingOf({ ...left.line, description }, left.line.number, new Decimal(left.line.quantity));
  }
  if (amount === null) return quantity === null ? takeRest(left) : takeQuantity(left, quantity);
  return reason.kind === 'increase' || reason.kind === 'charge'
    ? addAmount(left.line, amount)
    : takeAmount(left, amount);
}

/** One amount for the whole document: spread over what was paid, or a line of its own. */
function wholeFigures(amount: Decimal, { reason, request, amended, remaining }: NoteLinesInput): NoteFigures[] {
  const model = amended.lines[0];
  if (reason.kind === 'charge' && model) {
    const line = ownLine(model, oneLine(request.reason));
    const parts = { value: amount, igv: ZERO, isc: ZERO, icbper: ZERO };
    return [{ line, amends: null, quantity: ONE, returned: ZERO, ...parts }];
  }
  const add = reason.kind === 'increase';
  const weights = remaining.map((left) => {
    if (add) return left.line.free ? ZERO : new Decimal(left.line.total);
    return leftToReduce(left);
  });
  const parts = shareByWeight(amount, weights);
  return remaining.flatMap((left, index) => {
    const part = parts[index] ?? ZERO;
    if (part.isZero()) return [];
    return [add ? addAmount(left.line, part) : takeAmount(left, part)];
  });
}

function nothingLeft(input: NoteLinesInput): FieldIssue {
  if (input.type === '08') {
    const detail = 'Todas las líneas fueron gratuitas: no hay un precio que aumentar.';
    return { pointer: '/document_id', code: 'nothing_to_increase', detail };
  }
  return {
    pointer: '/document_id',
    code: 'nothing_left',
    sunatCode: beyondCode(input.amended),
    detail: 'El comprobante ya fue anulado o devuelto por completo con notas de crédito.',
  };
}

/** True where all that is left is meant. */
export function isWhole({ reason, request }: Pick<NoteLinesInput, 'reason' | 'request'>): boolean {
  const asked = (request.lines ?? []).length > 0 || request.amount !== undefined;
  return reason.kind === 'all' || (reason.orAll === true && !asked);
}

/** The figures of a note's lines by its reason; faults go to `issues`, pointers into the request. */
export function noteFigures(input: NoteLinesInput, issues: FieldIssue[]): NoteFigures[] {
  const { request, reason, remaining } = input;
  issues.push(...requestShapeIssues(request, reason));
  if (issues.length > 0) return [];
  if (reason.kind === 'terms') return termsLine(input);
  if (isWhole(input)) {
    const rest = remaining.filter(isLeft).map(takeRest);
    if (rest.length === 0) issues.push(nothingLeft(input));
    return rest;
  }
  const context = { ...input, issues };
  const whole = readWholeAmount(request.amount, context);
  const asked = readNoteLines(request.lines ?? [], context);
  if (issues.length > 0) return [];
  if (whole === null) return asked.map((one) => askedFigures(one, input));
  const payable = sum(remaining.map(({ line }) => new Decimal(line.total)));
  if (reason.kind === 'increase' && payable.isZero()) {
    issues.push(nothingLeft(input));
    return [];
  }
  return wholeFigures(whole, input);
}
