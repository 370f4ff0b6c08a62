import { conflict } from '../../domain/errors.ts';
import { closeOwnerAttention } from '../attention/close-attention.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { change } from '../change.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { asDecider, type DecidedBy } from '../sales/decided-by.ts';
import { requireWithoutEffect } from '../sales/document-in-force.ts';
import { writeDespatchEvent } from './despatch-event.ts';
import { lockDespatch } from './lock-despatch.ts';

export interface DespatchDecision {
  readonly despatchId: string;
  readonly reason: string;
  readonly by: DecidedBy;
}

/**
 * Ends a guía: before its issue at anybody's wish, afterwards by a person's `cancel_despatch` where its document has no
 * effect at SUNAT. One in force is given up in SUNAT's portal. Run again it changes nothing.
 * @throws HubError 409 `already_issued` (before any decision was asked for), `document_in_force`
 */
export async function cancelDespatch(deps: ServiceDeps, ctx: ServiceContext, input: DespatchDecision): Promise<void> {
  authorise(ctx, 'despatch_advices:decide');
  const { despatchId, reason, by } = input;
  await change(deps, ctx, async (tx, cipher) => {
    const row = await lockDespatch(tx, despatchId);
    if (row.status === 'cancelled') return;
    if (row.document_id !== null && row.status !== 'needs_attention') throw inForce();
    const code =
      row.document_id === null ? 'not_issued' : `document_${await requireWithoutEffect(tx, row.document_id)}`;
    await writeAudit(tx, asDecider(ctx, by), cipher, {
      ...{ action: 'despatch.cancel', entity: 'despatch_advice', entityId: despatchId, reason },
      before: { status: row.status, why: code },
      after: { status: 'cancelled' },
    });
    await closeOwnerAttention(tx, { kind: 'despatch', id: despatchId }, { decision: 'cancel_despatch', reason, by });
    await tx.run(
      `update despatch_advice set status = 'cancelled', cancellation = $3, updated_at = now(), version = version + 1
        where company_id = $1 and id = $2`,
      [tx.companyId, despatchId, JSON.stringify({ code, reason })],
    );
    await writeDespatchEvent(tx, despatchId, 'cancelled', { code });
  });
  deps.saleChanged();
}

export const inForce = () =>
  conflict(
    'already_issued',
    'La guía ya está emitida: se da de baja en el portal de SUNAT antes de iniciar el traslado.',
  );
