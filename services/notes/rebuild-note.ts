import type { ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import type { DecidedBy } from '../sales/decided-by.ts';
import { fiscalReadiness } from '../sales/fiscal-readiness.ts';
import { loadPlace, supplierOf } from '../sales/load-place.ts';
import { type RebuildOutcome, signAnew } from '../sales/sign-anew.ts';
import { lockNote } from './lock-note.ts';
import { openDraft } from './note-draft.ts';
import { noteOwner } from './note-owner.ts';

export interface RebuildNoteInput {
  readonly noteId: string;
  readonly documentId: string;
  readonly reason: string;
  /** Absent when the process rebuilds by itself (the certificate that SUNAT refused was replaced). */
  readonly by?: DecidedBy;
}

/**
 * A note's document signed anew under its number, for an answer that registered nothing; see `signAnew`.
 * @throws HubError 409 `decision_not_available` unless the note waits with this document
 */
export async function rebuildNote(
  deps: ServiceDeps,
  ctx: ServiceContext,
  { noteId, documentId, reason, by }: RebuildNoteInput,
): Promise<RebuildOutcome> {
  return signAnew(deps, ctx, {
    ...{ owner: noteOwner(noteId), documentId, reason, by },
    async drawUp(tx, cipher, row) {
      const note = await lockNote(tx, noteId);
      const [sale] = await tx.sql<{ warehouse_id: string }>(
        'select warehouse_id from sale where company_id = $1 and id = $2',
        [tx.companyId, note.sale_id],
      );
      const place = await loadPlace(tx, sale?.warehouse_id ?? '', note.kind);
      if (!place) throw new Error('The warehouse of the sale is gone');
      const certificateId = place.certificate_id;
      const issues = fiscalReadiness(place, deps.now());
      if (issues.length > 0) return { certificateId, code: 'invalid_document', issues };
      const dates = { issueDate: row.issue_date, issueTime: row.issue_time };
      const draft = { ...openDraft(cipher, noteId, note.draft), ...dates, supplier: supplierOf(place) };
      return { certificateId, draft };
    },
  });
}
