import { closeOwnerAttention } from '../attention/close-attention.ts';
import type { DocumentOwner } from '../sunat/owner.ts';
import { lockNote, setNoteStatus } from './lock-note.ts';
import { writeNoteEvent } from './note-event.ts';

/** A note as the owner of its document. */
export function noteOwner(noteId: string): DocumentOwner {
  return {
    kind: 'note',
    id: noteId,
    permission: 'notes:decide',
    cancel: 'cancel_note',
    channel: 'cpe',
    lock: (tx) => lockNote(tx, noteId),
    setStatus: (tx, status) => setNoteStatus(tx, noteId, status),
    event: (tx, kind, data = null) => writeNoteEvent(tx, noteId, kind, data),
    closeAttention: (tx, closing) => closeOwnerAttention(tx, { kind: 'note', id: noteId }, closing),
  };
}
