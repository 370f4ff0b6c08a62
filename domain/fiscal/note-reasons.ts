import { PENALTY_NOTES_FROM } from './changes-of-2027.ts';
import type { NoteType } from './note-types.ts';

/** What a note moves in the shop. */
export type NoteEffects = 'none' | 'stock' | 'money' | 'both';

/**
 * How a reason makes its lines:
 * `all` what is left of every line; `quantity` goods come back; `amount` money comes off; `either` the two;
 * `description` corrected texts at value zero; `terms` one line at value zero and new instalments;
 * `increase` amounts on top of lines, taxed as they are; `charge` an amount beside the sale, unaffected by IGV.
 */
export type NoteKind = 'all' | 'quantity' | 'amount' | 'either' | 'description' | 'terms' | 'increase' | 'charge';

export interface NoteReason {
  readonly kind: NoteKind;
  /** The request may give lines. */
  readonly lines: boolean;
  /** The request may give one amount for the whole document instead. */
  readonly whole: boolean;
  readonly effects: NoteEffects;
  /** Where the request gives neither lines nor an amount, all that is left is meant. */
  readonly orAll?: boolean;
  /** The only tax (catalogue 05) whose documents it amends: exports, arroz pilado. */
  readonly tax?: '9995' | '1016';
}

const reason = (kind: NoteKind, asks: 'nothing' | 'lines' | 'whole' | 'either', effects: NoteEffects): NoteReason => ({
  kind,
  lines: asks === 'lines' || asks === 'either',
  whole: asks === 'whole' || asks === 'either',
  effects,
});

/**
 * Catalogue 09. A wrong RUC (02) undoes the document but not the sale, which is invoiced anew. A wrong description
 * (03) leaves the sale as it is: no rule of the sheet sets its total, and an amount would take the sale out of the
 * sales register and use up what later notes may take (3286), so it is written at zero, as shops do.
 * 11 adjusts exports, which the other reasons amend too; 12 is the only one that arroz pilado (IVAP) may have (3230), so
 * that it stands for a return, a lower price, or (with no lines) all of the document.
 */
const CREDIT: ReadonlyMap<string, NoteReason> = new Map([
  ['01', reason('all', 'nothing', 'both')],
  ['02', reason('all', 'nothing', 'none')],
  ['03', reason('description', 'lines', 'none')],
  ['04', reason('amount', 'either', 'money')],
  ['05', reason('amount', 'lines', 'money')],
  ['06', reason('all', 'nothing', 'both')],
  ['07', reason('quantity', 'lines', 'both')],
  ['08', reason('amount', 'either', 'money')],
  ['09', reason('amount', 'either', 'money')],
  ['10', reason('either', 'either', 'money')],
  ['11', { ...reason('either', 'either', 'money'), orAll: true, tax: '9995' }],
  ['12', { ...reason('either', 'either', 'money'), orAll: true, tax: '1016' }],
  ['13', reason('terms', 'nothing', 'none')],
]);

/**
 * Catalogue 10. Default interest (01) and penalties (03) given as one amount are indemnities: a line of their own,
 * unaffected. Given by line they raise the price of those lines and are taxed as they are.
 */
const DEBIT: ReadonlyMap<string, NoteReason> = new Map([
  ['01', reason('charge', 'either', 'money')],
  ['02', reason('increase', 'either', 'money')],
  ['03', reason('charge', 'either', 'money')],
  ['11', { ...reason('increase', 'either', 'money'), tax: '9995' }],
  ['12', { ...reason('increase', 'either', 'money'), tax: '1016' }],
]);

const PENALTY = reason('charge', 'whole', 'money');

/** The rules of a reason for a note issued on that legal date; undefined where the hub does not issue it. */
export function noteReason(type: NoteType, code: string, issueDate: string): NoteReason | undefined {
  if (type === '07') return CREDIT.get(code);
  if (code === '13' && issueDate >= PENALTY_NOTES_FROM) return PENALTY;
  return DEBIT.get(code);
}
