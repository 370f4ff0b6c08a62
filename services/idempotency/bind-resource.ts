import type { Tx } from '../../db/tx.ts';
import { HubError } from '../../domain/errors.ts';
import type { ServiceContext } from '../context.ts';
import type { MasterCipher } from '../master-cipher.ts';
import { sealAnswer, type StoredAnswer } from './records.ts';

/** The request's whole answer, where it is known before the commit. */
export interface KnownAnswer {
  readonly cipher: MasterCipher;
  readonly answer: StoredAnswer;
}

/**
 * Ties the resource to the request's Idempotency-Key in the transaction that makes it: a process that dies between
 * commit and answer leaves a record that can be answered. With `known` the answer is kept in the same transaction, so
 * that nothing is left to do after it. Does nothing for calls without a key.
 * @throws HubError 409 when another process took the key over after the lease ran out: this one must not commit
 */
export async function bindResource(
  tx: Tx,
  ctx: Pick<ServiceContext, 'actor' | 'idempotency'>,
  resourceId: string,
  known?: KnownAnswer,
): Promise<void> {
  if (!ctx.idempotency) return;
  const table = ctx.actor.kind === 'operator' ? 'operator_idempotency' : 'idempotency_record';
  const { recordId } = ctx.idempotency;
  const where = `where id = $1 and state = 'running' and resource_id is null`;
  const bound = known
    ? await tx.run(
        `update ${table} set resource_id = $2, state = 'done', response_status = $3, response_headers = $4::jsonb,
           response_body = $5 ${where}`,
        [recordId, resourceId, ...columnsOf(known, recordId)],
      )
    : await tx.run(`update ${table} set resource_id = $2 ${where}`, [recordId, resourceId]);
  if (bound === 1) return;
  throw new HubError('conflict', 'idempotency_in_progress', 'Otra solicitud con esta clave se está procesando.');
}

function columnsOf({ cipher, answer }: KnownAnswer, recordId: string): unknown[] {
  const { status, headers, body } = answer;
  return [status, JSON.stringify(headers), sealAnswer(cipher, recordId, body)];
}
