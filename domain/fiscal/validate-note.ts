import { isCredit, type NoteContext } from './note-check.ts';
import type { NoteDraft } from './note-types.ts';
import { CREDIT_NOTE_FIGURE_RULES, DEBIT_NOTE_FIGURE_RULES } from './rules/figure-tables.ts';
import { readFigures } from './rules/figures.ts';
import { NOTE_RULES } from './rules/note-rules.ts';
import { surelyAddsUp } from './rules/plain-figures.ts';
import { checkRules, type Findings, join } from './rules/rule.ts';

export type { AmendedStatus, NoteContext } from './note-check.ts';

/**
 * What SUNAT would refuse in a note, known before a number is taken, and apart from it what SUNAT would only observe.
 * Pointers are into the note's request; `sunatCode` is the code SUNAT would give. A warning
 * `document_not_accepted_yet` means that the note must be sent after its document (2119 otherwise).
 */
export function validateNote(note: NoteDraft, context: NoteContext): Findings {
  const all = { ...context, figures: readFigures(note), strict: note.amends.type === '01' };
  const found = checkRules(NOTE_RULES, note, all);
  const figures = isCredit(note) ? CREDIT_NOTE_FIGURE_RULES : DEBIT_NOTE_FIGURE_RULES;
  return surelyAddsUp(note) ? found : join(found, checkRules(figures, note, all));
}
