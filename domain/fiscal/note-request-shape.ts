import { catalog09 } from '../catalogs/generated/cat-09.ts';
import { catalog10 } from '../catalogs/generated/cat-10.ts';
import { isInCatalog } from '../catalogs/is-in-catalog.ts';
import type { FieldIssue } from '../errors.ts';
import type { NoteReason } from './note-reasons.ts';
import type { AmendedDocument, NoteLineRequest, NoteRequest, NoteType } from './note-types.ts';
import { hasIllegalCharacter, oneLine } from './text.ts';

const MAX_TEXT = 500;

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
    detail: 'Ese motivo no se emite en la fecha de la nota.',
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

/** What a line may not say under its reason. */
export function lineShapeIssues(asked: NoteLineRequest, at: string, reason: NoteReason): FieldIssue[] {
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
  if (!lines && !whole && reason.lines && !reason.orAll)
    refuse('/lines', 'lines_missing', 'Indique las líneas de la nota.');
  if (!lines && !whole && reason.whole && !reason.lines) {
    refuse('/amount', 'amount_missing', 'Indique el monto de la nota.');
  }
  if (request.instalments !== undefined && reason.kind !== 'terms') {
    refuse('/payment_terms', 'payment_terms_not_allowed', 'Solo el motivo 13 cambia las cuotas.');
  }
  return issues;
}
