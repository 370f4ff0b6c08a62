import type { DespatchChanges } from '../../domain/fiscal/despatch/changes.ts';
import { issuedOn } from '../../domain/fiscal/despatch/make-despatch-advice.ts';
import { conflict, type FieldIssue } from '../../domain/errors.ts';
import { limaDate, limaTime } from '../../domain/time/lima.ts';
import { closeOwnerAttention } from '../attention/close-attention.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { change } from '../change.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { asDecider } from '../sales/decided-by.ts';
import { requireWithoutEffect } from '../sales/document-in-force.ts';
import type { DespatchDecision } from './cancel-despatch.ts';
import { openDespatch, sealDespatch } from './despatch-draft.ts';
import { writeDespatchEvent } from './despatch-event.ts';
import { lockDespatch } from './lock-despatch.ts';
import { mergeChanges } from './merge-changes.ts';

export type DespatchReissue =
  | { readonly outcome: 'ready'; readonly attempt: number }
  | { readonly outcome: 'invalid'; readonly code: string; readonly issues: readonly FieldIssue[] };

/**
 * A person's `reissue` of a guía whose document has no effect at SUNAT: opens the next attempt, which takes a new number,
 * with what was corrected. `replaces` is the document that gets a successor. Run again it answers the open attempt.
 * @throws HubError 409 `decision_not_available` unless the guía waits for a decision about its document
 */
export async function prepareDespatchReissue(
  deps: ServiceDeps,
  ctx: ServiceContext,
  input: DespatchDecision & { readonly replaces: string; readonly changes?: DespatchChanges | undefined },
): Promise<DespatchReissue> {
  authorise(ctx, 'despatch_advices:decide');
  const { despatchId, replaces, reason, by } = input;
  const prepared = await change(deps, ctx, async (tx, cipher): Promise<DespatchReissue> => {
    const row = await lockDespatch(tx, despatchId);
    const open = row.issue_attempt > 1 && (row.document_id !== replaces || row.status === 'received');
    if (open) return { outcome: 'ready', attempt: row.issue_attempt };
    if (row.status !== 'needs_attention' || row.document_id === null)
      throw conflict('decision_not_available', 'La guía no espera esta decisión.');
    await requireWithoutEffect(tx, row.document_id);
    const now = deps.now();
    const dated = issuedOn(openDespatch(cipher, despatchId, row.draft), limaDate(now), limaTime(now));
    const { draft, issues } = mergeChanges(dated, input.changes);
    if (issues.length > 0) return { outcome: 'invalid', code: 'invalid_changes', issues };
    const next = row.issue_attempt + 1;
    await writeAudit(tx, asDecider(ctx, by), cipher, {
      ...{ action: 'despatch.reissue', entity: 'despatch_advice', entityId: despatchId, reason },
      before: { attempt: row.issue_attempt },
      after: { attempt: next, changed: Object.keys(input.changes ?? {}) },
    });
    await closeOwnerAttention(tx, { kind: 'despatch', id: despatchId }, { decision: 'reissue', reason, by });
    await writeDespatchEvent(tx, despatchId, 'decision', { decision: 'reissue', attempt: next });
    await tx.run(
      `update despatch_advice set status = 'received', issue_attempt = $3, draft = $4, motive = $5, mode = $6,
              start_date = $7, updated_at = now(), version = version + 1 where company_id = $1 and id = $2`,
      [
        ...[tx.companyId, despatchId, next, sealDespatch(cipher, despatchId, draft).bytes],
        ...[draft.motive ?? null, draft.mode ?? null, draft.startDate],
      ],
    );
    return { outcome: 'ready', attempt: next };
  });
  deps.saleChanged();
  return prepared;
}
