import type { Tx } from '../../db/tx.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { change } from '../change.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { bindResource } from '../idempotency/bind-resource.ts';
import { writeOutbox } from '../outbox/write-outbox.ts';
import { GATE_ATTENTION } from './sunat-gate.ts';

/**
 * Opens the gate inside the transaction that mended its cause (new credentials, new certificate, a person's `retry`)
 * and closes its attention entry. The relay then releases the waiting sales, oldest first, at the configured rate.
 * Nothing happens where the gate is open. Call `deps.wakeRelay()` after the commit.
 */
export async function reopenGate(tx: Tx, ctx: ServiceContext, decision: { reason?: string } = {}): Promise<boolean> {
  // Both channels: the certificate serves both, and what is still wrong with one closes it again.
  const [closed] = await tx.sql<{ id: string }>(
    `select id from sunat_gate where company_id = $1 and state = 'closed' order by channel for update`,
    [tx.companyId],
  );
  if (!closed) return false;
  await writeOutbox(tx, 'sunat.release', tx.companyId, ctx.requestId);
  await tx.run(
    `update sunat_gate set state = 'open', code = null, reason = null, updated_at = now() where company_id = $1 and state = 'closed'`,
    [tx.companyId],
  );
  await tx.run(
    `update attention set closed_at = now(), decision = 'retry', reason = $3, closed_by_id = $4
      where company_id = $1 and code = any($2) and subject_id = $1 and closed_at is null`,
    [tx.companyId, Object.values(GATE_ATTENTION), decision.reason ?? null, ctx.actor.id],
  );
  return true;
}

/**
 * The same as a verb of its own; `entryId` is the attention entry that was decided about. True when the gate was closed.
 * @throws HubError 403 without `attention:decide`
 */
export async function openSunatGate(
  deps: ServiceDeps,
  ctx: ServiceContext,
  decision: { reason?: string; entryId?: string } = {},
): Promise<boolean> {
  authorise(ctx, 'attention:decide');
  const { reason, entryId } = decision;
  const opened = await change(deps, ctx, async (tx, cipher) => {
    if (entryId !== undefined) await bindResource(tx, ctx, entryId);
    if (!(await reopenGate(tx, ctx, decision))) return false;
    const entry = { action: 'sunat_gate.open', entity: 'company', entityId: tx.companyId };
    await writeAudit(tx, ctx, cipher, { ...entry, ...(reason !== undefined && { reason }) });
    return true;
  });
  if (opened) deps.wakeRelay();
  return opened;
}
