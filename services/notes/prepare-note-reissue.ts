import { conflict } from '../../domain/errors.ts';
import { closeOwnerAttention } from '../attention/close-attention.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { change } from '../change.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { asDecider } from '../sales/decided-by.ts';
import { requireWithoutEffect } from '../sales/document-in-force.ts';
import type { NoteDecisionInput } from './cancel-note.ts';
import { lockNote } from './lock-note.ts';
import { writeNoteEvent } from './note-event.ts';

/**
 * A person's `reissue` of a note without effect at SUNAT: opens the next attempt, which takes a new number and moves
 * nothing again. `replaces` is the document that gets a successor. Run again it answers the open attempt.
 * @throws HubError 409 `decision_not_available` unless the note waits for a decision about its document
 */
export async function prepareNoteReissue(
  deps: ServiceDeps,
  ctx: ServiceContext,
  input: NoteDecisionInput & { readonly replaces: string },
): Promise<{ readonly outcome: 'ready'; readonly attempt: number }> {
  authorise(ctx, 'notes:decide');
  const { noteId, replaces, reason, by } = input;
  const attempt = await change(deps, ctx, async (tx, cipher) => {
    const note = await lockNote(tx, noteId);
    if (note.document_id !== replaces && note.issue_attempt > 1) return note.issue_attempt;
    if (note.status === 'received' && note.issue_attempt > 1) return note.issue_attempt;
    if (note.status !== 'needs_attention' || note.document_id === null)
      throw conflict('decision_not_available', 'La nota no espera esta decisión.');
    await requireWithoutEffect(tx, note.document_id);
    const next = note.issue_attempt + 1;
    await writeAudit(tx, asDecider(ctx, by), cipher, {
      ...{ action: 'note.reissue', entity: 'note', entityId: noteId, reason },
      before: { attempt: note.issue_attempt },
      after: { attempt: next },
    });
    await closeOwnerAttention(tx, { kind: 'note', id: noteId }, { decision: 'reissue', reason, by });
    await writeNoteEvent(tx, noteId, 'decision', { decision: 'reissue', attempt: next });
    await tx.run(
      `update note set status = 'received', issue_attempt = $3, updated_at = now(), version = version + 1
        where company_id = $1 and id = $2`,
      [tx.companyId, noteId, next],
    );
    return next;
  });
  deps.saleChanged();
  return { outcome: 'ready', attempt };
}
