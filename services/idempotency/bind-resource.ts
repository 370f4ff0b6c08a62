import type { Tx } from '../../db/tx.ts';
import { HubError } from '../../domain/errors.ts';
import type { ServiceContext } from '../context.ts';

/**
 * Ties the resource to the request's Idempotency-Key in the transaction that makes it: a process that dies between
 * commit and answer leaves a record that can be answered. Does nothing for calls without a key.
 * @throws HubError 409 when another process took the key over after the lease ran out: this one must not commit
 */
export async function bindResource(
  tx: Tx,
  ctx: Pick<ServiceContext, 'actor' | 'idempotency'>,
  resourceId: string,
): Promise<void> {
  if (!ctx.idempotency) return;
  const table = ctx.actor.kind === 'operator' ? 'operator_idempotency' : 'idempotency_record';
  const bound = await tx.run(
    `update ${table} set resource_id = $2 where id = $1 and state = 'running' and resource_id is null`,
    [ctx.idempotency.recordId, resourceId],
  );
  if (bound === 1) return;
  throw new HubError('conflict', 'idempotency_in_progress', 'Otra solicitud con esta clave se está procesando.');
}
