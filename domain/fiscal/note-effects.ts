import { Decimal } from '../decimal.ts';
import type { FieldIssue } from '../errors.ts';
import { type NoteEffects, noteReason } from './note-reasons.ts';
import type { NoteDraft } from './note-types.ts';

type Effective = Pick<NoteDraft, 'type' | 'reasonCode' | 'issueDate' | 'lines'>;

/** True where goods come back with the note. */
export function returnsGoods(note: Pick<NoteDraft, 'lines'>): boolean {
  return note.lines.some((line) => new Decimal(line.returned).greaterThan(0));
}

/** Reasons of credit notes that may or may not take goods back: others, and adjustments of exports and IVAP. */
const EITHER = ['10', '11', '12'];

/** What a note moves when nobody says: by its reason; one that may take goods back moves stock where it does. */
export function defaultEffects(note: Effective): NoteEffects {
  const effects = noteReason(note.type, note.reasonCode, note.issueDate)?.effects ?? 'none';
  return EITHER.includes(note.reasonCode) && note.type === '07' && returnsGoods(note) ? 'both' : effects;
}

/** Effects that the note cannot have: stock without goods that come back, money without an amount. Pointer `/effects`. */
export function effectsIssues(note: Effective & Pick<NoteDraft, 'totals'>, effects: NoteEffects): FieldIssue[] {
  const stock = effects === 'stock' || effects === 'both';
  if (stock && !returnsGoods(note)) {
    return [
      {
        pointer: '/effects',
        code: 'effects_without_goods',
        detail: 'La nota no devuelve mercadería: no puede mover el stock.',
      },
    ];
  }
  // A full return of gifts has no amount and both effects by default: money is then nothing to move.
  if (effects === 'money' && new Decimal(note.totals.total).isZero()) {
    return [{ pointer: '/effects', code: 'effects_without_money', detail: 'La nota no tiene monto que devolver.' }];
  }
  return [];
}
