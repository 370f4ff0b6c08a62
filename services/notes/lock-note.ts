import type { NoteStatus } from '../../db/entities/note.ts';
import type { Tx } from '../../db/tx.ts';
import { notFound } from '../../domain/errors.ts';
import type { NoteEffects, NoteType } from '../../domain/fiscal/note.ts';

/** The note's row as the process needs it, locked until the transaction ends. */
export interface LockedNote {
  readonly id: string;
  readonly status: NoteStatus;
  readonly kind: NoteType;
  readonly sale_id: string;
  readonly amended_id: string;
  readonly document_id: string | null;
  readonly effects: NoteEffects;
  readonly series: string;
  readonly currency: string;
  readonly total: string;
  readonly draft: Buffer;
  readonly issue_attempt: number;
}

/**
 * Locks the note: whoever holds it decides alone whether it is cancelled, issued or settled. Lock the sale first where
 * it is needed too.
 * @throws HubError 404
 */
export async function lockNote(tx: Tx, noteId: string): Promise<LockedNote> {
  const [note] = await tx.sql<LockedNote>(
    `select id, status, kind, sale_id, amended_id, document_id, effects, series, currency, total::text, draft, issue_attempt
       from note where company_id = $1 and id = $2 for update`,
    [tx.companyId, noteId],
  );
  if (!note) throw notFound();
  return note;
}

/** Moves a locked note to its next state. */
export async function setNoteStatus(tx: Tx, noteId: string, status: NoteStatus): Promise<void> {
  tx.write('update note set status = $3, updated_at = now(), version = version + 1 where company_id = $1 and id = $2', [
    tx.companyId,
    noteId,
    status,
  ]);
}

/** The sale that a note is about, without a lock: it never changes. @throws HubError 404 */
export async function saleOfNote(tx: Tx, noteId: string): Promise<string> {
  const [note] = await tx.sql<{ sale_id: string }>('select sale_id from note where company_id = $1 and id = $2', [
    tx.companyId,
    noteId,
  ]);
  if (!note) throw notFound();
  return note.sale_id;
}
