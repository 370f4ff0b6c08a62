import type { AmendedDocument, NoteDraft, TakenLine } from './note-types.ts';

/** Where the amended document stands at SUNAT, as the hub's documents tell it. */
export type AmendedStatus =
  | 'issued'
  | 'sending'
  | 'pending'
  | 'unknown'
  | 'accepted'
  | 'observed'
  | 'rejected'
  | 'expired'
  | 'voided';

/** What is known around a note. */
export interface NoteContext {
  /** Legal date in Lima. */
  readonly today: string;
  readonly amended: AmendedDocument;
  readonly status: AmendedStatus;
  /** The same that the note was made with; none for a debit note. */
  readonly taken: readonly TakenLine[];
}

/** True for a credit note. */
export const isCredit = (note: NoteDraft): boolean => note.type === '07';

/** True where note and amended document are not in the same currency (3209, 4368). */
export const differsInCurrency = (note: NoteDraft, { amended }: NoteContext): boolean =>
  note.currency !== amended.currency;
