import { conflict } from '../../domain/errors.ts';
import { limaDate } from '../../domain/time/lima.ts';
import { closeOwnerAttention } from '../attention/close-attention.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { change } from '../change.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { asDecider, type DecidedBy } from '../sales/decided-by.ts';
import { requireWithoutEffect } from '../sales/document-in-force.ts';
import { lockSale } from '../sales/lock-sale.ts';
import { lockNote, saleOfNote } from './lock-note.ts';
import { undoMoves } from './move-by-note.ts';
import { writeNoteEvent } from './note-event.ts';

export interface NoteDecisionInput {
  readonly noteId: string;
  readonly reason: string;
  readonly by: DecidedBy;
}

/**
 * A person's `cancel_note`, for a note that cannot be issued or that has no effect at SUNAT: what it moved is moved back,
 * and what it took of the amended document is free again. Once: run again it changes nothing.
 * @throws HubError 409 `decision_not_available` unless the note waits, `document_in_force` when it may still stand at
 * SUNAT, `insufficient_stock` where the returned goods have been sold again
 */
export async function cancelNote(deps: ServiceDeps, ctx: ServiceContext, input: NoteDecisionInput): Promise<void> {
  authorise(ctx, 'notes:decide');
  const { noteId, reason, by } = input;
  await change(deps, ctx, async (tx, cipher) => {
    const sale = await lockSale(tx, await saleOfNote(tx, noteId));
    const note = await lockNote(tx, noteId);
    if (note.status === 'cancelled') return;
    if (note.status !== 'needs_attention') throw conflict('decision_not_available', 'La nota no espera esta decisión.');
    const code =
      note.document_id === null ? 'not_issued' : `document_${await requireWithoutEffect(tx, note.document_id)}`;
    await writeAudit(tx, asDecider(ctx, by), cipher, {
      ...{ action: 'note.cancel', entity: 'note', entityId: noteId, reason },
      before: { status: note.status, why: code },
      after: { status: 'cancelled' },
    });
    await writeNoteEvent(tx, noteId, 'decision', { decision: 'cancel_note' });
    await closeOwnerAttention(tx, { kind: 'note', id: noteId }, { decision: 'cancel_note', reason, by });
    await tx.run(
      `update note set status = 'cancelled', cancellation = $3, updated_at = now(), version = version + 1
        where company_id = $1 and id = $2`,
      [tx.companyId, noteId, JSON.stringify({ code, reason })],
    );
    await writeNoteEvent(tx, noteId, 'cancelled', { code });
    await undoMoves(tx, note, sale, limaDate(deps.now()));
  });
  deps.saleChanged();
}
