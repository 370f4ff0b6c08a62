import { catalog09 } from '../catalogs/generated/cat-09.ts';
import { catalog10 } from '../catalogs/generated/cat-10.ts';
import { isInCatalog } from '../catalogs/is-in-catalog.ts';
import { Decimal, parseUnsigned, sum, toAmount, toQuantity, ZERO } from '../decimal.ts';
import type { FieldIssue } from '../errors.ts';
import type { NoteReason } from './note-reasons.ts';
import { leftToPay, type RemainingLine } from './note-remaining.ts';
import type { AmendedDocument, NoteLineRequest, NoteRequest, NoteType } from './note-types.ts';
import { hasIllegalCharacter, oneLine } from './text.ts';

const MAX_TEXT = 500;
const MAX_AMOUNT = new Decimal('999999999999.99'); // n(12,2)
const MAX_PLACES = 10; // quantities: n(12,10)

/** A requested line whose figures were read and checked. */
export interface AskedLine {
  readonly left: RemainingLine;
  readonly quantity: Decimal | null;
  readonly amount: Decimal | null;
  readonly description: string;
}

interface Context {
  readonly type: NoteType;
  readonly reason: NoteReason;
  readonly amended: AmendedDocument;
  readonly remaining: readonly RemainingLine[];
  readonly issues: FieldIssue[];
}

/** SUNAT's code for a credit note beyond what it amends: an error on facturas, an observation on boletas. */
export function beyondCode(amended: Pick<AmendedDocument, 'type'>): '3286' | '4028' {
  return amended.type === '01' ? '3286' : '4028';
}

/** The code of the reason: in the catalogue (2128, 2172) and among those the hub issues. */
export function reasonCodeIssue(type: NoteType, code: string): FieldIssue {
  const known = isInCatalog(type === '07' ? catalog09 : catalog10, code);
  const pointer = '/reason_code';
  if (code === '') return { pointer, code: 'reason_code_missing', sunatCode: '2128', detail: 'Falta el motivo.' };
  if (!known) {
    const detail = `El motivo no existe en el catálogo ${type === '07' ? '09' : '10'} de SUNAT.`;
    return { pointer, code: 'unknown_reason_code', sunatCode: '2172', detail };
  }
  return {
    pointer,
    code: 'reason_not_supported',
    detail: 'Ese motivo es de exportaciones o de arroz pilado (IVAP), que aquí no se emiten.',
  };
}

/** The reason in words: 1 to 500 characters (2136, 2135). */
export function reasonTextIssues(reason: string): FieldIssue[] {
  const text = oneLine(reason);
  const pointer = '/reason';
  if (text === '') {
    return [{ pointer, code: 'reason_missing', sunatCode: '2136', detail: 'Escriba el sustento de la nota.' }];
  }
  if (text.length <= MAX_TEXT && !hasIllegalCharacter(text)) return [];
  const detail = `El sustento debe tener hasta ${MAX_TEXT} caracteres.`;
  return [{ pointer, code: 'invalid_reason', sunatCode: '2135', detail }];
}

/** Money with at most two decimals, within a bound (null: none but n(12,2)); an issue and null otherwise. */
function readAmount(text: string, pointer: string, most: Decimal | null, context: Context): Decimal | null {
  const amount = parseUnsigned(text);
  if (!amount?.greaterThan(ZERO) || amount.decimalPlaces() > 2 || amount.greaterThan(MAX_AMOUNT)) {
    const detail = 'El monto debe ser mayor que cero, con hasta 2 decimales.';
    context.issues.push({ pointer, code: 'invalid_amount', sunatCode: '2062', detail });
    return null;
  }
  if (most === null || amount.lessThanOrEqualTo(most)) return amount;
  context.issues.push({
    pointer,
    code: 'amount_exceeds_remaining',
    sunatCode: beyondCode(context.amended),
    detail: `El monto no puede pasar de ${toAmount(most)}, lo que queda sin notas de crédito.`,
  });
  return null;
}

function readQuantity(text: string, pointer: string, most: Decimal, context: Context): Decimal | null {
  const quantity = parseUnsigned(text);
  if (!quantity?.greaterThan(ZERO) || quantity.decimalPlaces() > MAX_PLACES) {
    const detail = `La cantidad debe ser mayor que cero, con hasta ${MAX_PLACES} decimales.`;
    context.issues.push({ pointer, code: 'invalid_quantity', sunatCode: '2139', detail });
    return null;
  }
  if (quantity.lessThanOrEqualTo(most)) return quantity;
  context.issues.push({
    pointer,
    code: 'quantity_exceeds_remaining',
    detail: `Solo quedan ${toQuantity(most)} por devolver de esa línea.`,
  });
  return null;
}

/** What a line may not say under its reason. */
function shapeIssues(asked: NoteLineRequest, at: string, { reason }: Context): FieldIssue[] {
  const { kind } = reason;
  const issues: FieldIssue[] = [];
  const refuse = (field: string, code: string, detail: string): void => {
    issues.push({ pointer: `${at}/${field}`, code, detail });
  };
  if (asked.quantity !== undefined && kind !== 'quantity' && kind !== 'either') {
    refuse('quantity', 'quantity_not_allowed', 'Con ese motivo no se devuelven unidades: indique un monto.');
  }
  if (asked.amount !== undefined && (kind === 'quantity' || kind === 'description')) {
    refuse('amount', 'amount_not_allowed', 'Con ese motivo no se indica un monto.');
  }
  if (kind === 'either' && asked.quantity !== undefined && asked.amount !== undefined) {
    refuse('amount', 'quantity_or_amount', 'Indique la cantidad o el monto de la línea, no ambos.');
  }
  if (asked.description !== undefined && kind !== 'description') {
    refuse('description', 'description_not_allowed', 'La descripción solo se corrige con el motivo 03.');
  }
  if (asked.amount === undefined && (kind === 'amount' || kind === 'increase' || kind === 'charge')) {
    refuse('amount', 'amount_missing', 'Falta el monto de la línea.');
  }
  const text = oneLine(asked.description ?? '');
  if (kind === 'description' && (text === '' || text.length > MAX_TEXT || hasIllegalCharacter(text))) {
    refuse('description', 'invalid_description', `Escriba la descripción correcta, de hasta ${MAX_TEXT} caracteres.`);
  }
  return issues;
}

function readLine(asked: NoteLineRequest, index: number, context: Context): AskedLine | null {
  const at = `/lines/${index}`;
  const left = context.remaining.find(({ line }) => line.number === asked.line);
  if (!left) {
    const detail = 'El comprobante no tiene esa línea.';
    context.issues.push({ pointer: `${at}/line`, code: 'unknown_line', detail });
    return null;
  }
  const shape = shapeIssues(asked, at, context);
  context.issues.push(...shape);
  if (shape.length > 0) return null;
  if (asked.amount !== undefined && left.line.free) {
    const detail = 'Esa línea fue gratuita: no tiene un monto que cambiar.';
    context.issues.push({ pointer: `${at}/line`, code: 'free_line', detail });
    return null;
  }
  const bound = context.type === '07' ? leftToPay(left) : null;
  const quantity =
    asked.quantity === undefined ? null : readQuantity(asked.quantity, `${at}/quantity`, left.quantity, context);
  const amount = asked.amount === undefined ? null : readAmount(asked.amount, `${at}/amount`, bound, context);
  const nothing = asked.quantity === undefined && asked.amount === undefined;
  if (nothing && context.reason.kind !== 'description' && left.quantity.isZero()) {
    const detail = 'De esa línea ya no queda nada por devolver.';
    context.issues.push({
      pointer: `${at}/line`,
      code: 'nothing_left',
      sunatCode: beyondCode(context.amended),
      detail,
    });
  }
  return { left, quantity, amount, description: oneLine(asked.description ?? '') };
}

/** The requested lines, each once, with what they ask for within what is left. */
export function readNoteLines(lines: readonly NoteLineRequest[], context: Context): AskedLine[] {
  const seen = new Set<number>();
  const read: AskedLine[] = [];
  for (const [index, asked] of lines.entries()) {
    if (seen.has(asked.line)) {
      const detail = 'La línea está repetida.';
      context.issues.push({ pointer: `/lines/${index}/line`, code: 'line_repeated', detail });
      continue;
    }
    seen.add(asked.line);
    const line = readLine(asked, index, context);
    if (line) read.push(line);
  }
  return read;
}

/** The one amount for the whole document, within what is left of it; null where none was given or it was wrong. */
export function readWholeAmount(amount: string | undefined, context: Context): Decimal | null {
  if (amount === undefined) return null;
  const bound = context.type === '07' ? sum(context.remaining.map(leftToPay)) : null;
  return readAmount(amount, '/amount', bound, context);
}

/** Whether lines, an amount and instalments stand where the reason wants them, and only there. */
export function requestShapeIssues(request: NoteRequest, reason: NoteReason): FieldIssue[] {
  const lines = (request.lines ?? []).length > 0;
  const whole = request.amount !== undefined;
  const issues: FieldIssue[] = [];
  const refuse = (pointer: string, code: string, detail: string): void => {
    issues.push({ pointer, code, detail });
  };
  if (lines && !reason.lines) refuse('/lines', 'lines_not_allowed', 'Con ese motivo la nota no lleva líneas elegidas.');
  if (whole && !reason.whole) refuse('/amount', 'amount_not_allowed', 'Con ese motivo no se indica un monto total.');
  if (lines && whole && reason.lines && reason.whole) {
    refuse('/amount', 'lines_or_amount', 'Indique las líneas o un monto total, no ambos.');
  }
  if (!lines && !whole && reason.lines) refuse('/lines', 'lines_missing', 'Indique las líneas de la nota.');
  if (!lines && !whole && reason.whole && !reason.lines) {
    refuse('/amount', 'amount_missing', 'Indique el monto de la nota.');
  }
  if (request.instalments !== undefined && reason.kind !== 'terms') {
    refuse('/payment_terms', 'payment_terms_not_allowed', 'Solo el motivo 13 cambia las cuotas.');
  }
  return issues;
}
