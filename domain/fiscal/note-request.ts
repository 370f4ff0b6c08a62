import { Decimal, parseUnsigned, sum, toAmount, toQuantity, ZERO } from '../decimal.ts';
import type { FieldIssue } from '../errors.ts';
import type { NoteReason } from './note-reasons.ts';
import { beyondCode, lineShapeIssues } from './note-request-shape.ts';
import { leftToReduce, type RemainingLine } from './note-remaining.ts';
import type { AmendedDocument, NoteLineRequest, NoteType } from './note-types.ts';
import { oneLine } from './text.ts';

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

function readLine(asked: NoteLineRequest, index: number, context: Context): AskedLine | null {
  const at = `/lines/${index}`;
  const left = context.remaining.find(({ line }) => line.number === asked.line);
  if (!left) {
    const detail = 'El comprobante no tiene esa línea.';
    context.issues.push({ pointer: `${at}/line`, code: 'unknown_line', detail });
    return null;
  }
  const shape = lineShapeIssues(asked, at, context.reason);
  context.issues.push(...shape);
  if (shape.length > 0) return null;
  if (asked.amount !== undefined && left.line.free) {
    const detail = 'Esa línea fue gratuita: no tiene un monto que cambiar.';
    context.issues.push({ pointer: `${at}/line`, code: 'free_line', detail });
    return null;
  }
  if (left.line.icbper && asked.quantity !== undefined && !/^\d+$/.test(asked.quantity)) {
    const detail = 'Las bolsas de plástico se devuelven enteras.';
    context.issues.push({ pointer: `${at}/quantity`, code: 'invalid_bag_count', sunatCode: '2892', detail });
    return null;
  }
  const bound = context.type === '07' ? leftToReduce(left) : null;
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
  const bound = context.type === '07' ? sum(context.remaining.map(leftToReduce)) : null;
  return readAmount(amount, '/amount', bound, context);
}
