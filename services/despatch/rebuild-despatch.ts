import type { DespatchChanges } from '../../domain/fiscal/despatch/changes.ts';
import type { ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import type { DecidedBy } from '../sales/decided-by.ts';
import { loadPlace } from '../sales/load-place.ts';
import { type RebuildOutcome, signAnew } from '../sales/sign-anew.ts';
import { openDespatch, sealDespatch } from './despatch-draft.ts';
import { despatchOwner } from './despatch-owner.ts';
import { lockDespatch } from './lock-despatch.ts';
import { mergeChanges } from './merge-changes.ts';
import { despatchReadiness } from './readiness.ts';

export interface RebuildDespatchInput {
  readonly despatchId: string;
  readonly documentId: string;
  readonly reason: string;
  readonly changes?: DespatchChanges | undefined;
  /** Absent when the process rebuilds by itself (the certificate that SUNAT refused was replaced). */
  readonly by?: DecidedBy;
}

/**
 * A guía's document signed anew under its number, with what was corrected, for an answer that registered nothing; see
 * `signAnew`.
 * @throws HubError 409 `decision_not_available` unless the guía waits with this document
 */
export async function rebuildDespatch(
  deps: ServiceDeps,
  ctx: ServiceContext,
  { despatchId, documentId, reason, changes, by }: RebuildDespatchInput,
): Promise<RebuildOutcome> {
  return signAnew(deps, ctx, {
    ...{ owner: despatchOwner(despatchId), documentId, reason, by },
    async drawUp(tx, cipher, row) {
      const despatch = await lockDespatch(tx, despatchId);
      const place = await loadPlace(tx, despatch.warehouse_id, despatch.type);
      if (!place) throw new Error('The warehouse of the guía is gone');
      const certificateId = place.certificate_id;
      const stored = openDespatch(cipher, despatchId, despatch.draft);
      const dates = { issueDate: row.issue_date, issueTime: row.issue_time };
      const merged = mergeChanges({ ...stored, ...dates, supplier: { ruc: place.ruc, name: place.name } }, changes);
      const issues = [...merged.issues, ...(await despatchReadiness(tx, place, deps.now()))];
      if (issues.length > 0) return { certificateId, code: 'invalid_document', issues };
      if (changes) {
        tx.write('update despatch_advice set draft = $3 where company_id = $1 and id = $2', [
          ...[tx.companyId, despatchId, sealDespatch(cipher, despatchId, merged.draft).bytes],
        ]);
      }
      return { certificateId, draft: merged.draft };
    },
  });
}
