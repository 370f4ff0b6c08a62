import { conflict } from '../../domain/errors.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { change } from '../change.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { asDecider, type DecidedBy } from '../sales/decided-by.ts';
import { setDocumentStatus } from './lock-document.ts';
import type { DocumentOwner } from './owner.ts';

export interface ResumeInput {
  readonly owner: DocumentOwner;
  readonly decision: string;
  /** Where the owner stands while the process goes on. */
  readonly status: 'received' | 'issued' | 'cancelled';
  readonly reason: string;
  readonly by: DecidedBy;
}

/**
 * A person's `retry` or `skip`: recorded, audited, and the process goes on from where it stood. A document whose fate
 * is not known is asked about anew.
 * @throws HubError 409 `decision_not_available` unless the owner waits for a person
 */
export async function resume(deps: ServiceDeps, ctx: ServiceContext, input: ResumeInput): Promise<void> {
  const { owner, decision, status, reason, by } = input;
  authorise(ctx, owner.permission);
  await change(deps, ctx, async (tx, cipher) => {
    const locked = await owner.lock(tx);
    if (locked.status === status) return;
    if (locked.status !== 'needs_attention') throw conflict('decision_not_available', 'No se espera esta decisión.');
    await writeAudit(tx, asDecider(ctx, by), cipher, {
      action: `${owner.kind}.${decision}`,
      entity: owner.kind,
      entityId: owner.id,
      reason,
      before: { status: locked.status },
      after: { status },
    });
    await owner.closeAttention(tx, { decision, reason, by });
    await owner.event(tx, 'decision', { decision });
    await owner.setStatus(tx, status);
    if (status === 'issued' && locked.document_id) await setDocumentStatus(tx, locked.document_id, 'unknown');
  });
  deps.saleChanged();
}
