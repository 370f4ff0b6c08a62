import type { CreditNoteDraft, DebitNoteDraft } from '../../domain/fiscal/note.ts';
import { type CompanyCipher, Sealed } from '../../platform/crypto/envelope.ts';

/** A checked note without its number, as its row keeps it: sealed, since it names the buyer. */
export type StoredDraft = CreditNoteDraft | DebitNoteDraft;

const aad = (noteId: string): string => `note.draft/${noteId}`;

export const sealDraft = (cipher: CompanyCipher, noteId: string, draft: StoredDraft): Sealed =>
  cipher.seal(JSON.stringify(draft), aad(noteId));

export function openDraft(cipher: CompanyCipher, noteId: string, sealed: Buffer): StoredDraft {
  const draft: StoredDraft = JSON.parse(cipher.open(new Sealed(sealed), aad(noteId)));
  return draft;
}
