import type { NoteType } from '../../../../domain/fiscal/note.ts';

/** Credit and debit notes are served alike, under a path each. */
export interface NotePath {
  readonly kind: NoteType;
  readonly path: `/${string}`;
  readonly name: string;
}

export const CREDIT: NotePath = { kind: '07', path: '/api/v1/credit-notes', name: 'credit note' };
export const DEBIT: NotePath = { kind: '08', path: '/api/v1/debit-notes', name: 'debit note' };

/** Where a note is read. */
export const noteLocation = (kind: NoteType, id: string): string =>
  `${kind === CREDIT.kind ? CREDIT.path : DEBIT.path}/${id}`;
