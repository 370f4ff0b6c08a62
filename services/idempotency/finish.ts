import type { ServiceDeps } from '../deps.ts';
import { type IdempotencyRequest, NO_WAIT, recordsOf, sealAnswer, type StoredAnswer } from './records.ts';

/** Keeps the answer, sealed, for repetitions of the request. */
export async function keepAnswer(
  deps: ServiceDeps,
  request: IdempotencyRequest,
  recordId: string,
  answer: StoredAnswer,
): Promise<void> {
  const records = recordsOf(deps, request.companyId);
  const cipher = await records.cipher();
  const body = sealAnswer(cipher, recordId, answer.body);
  await records.transaction((tx) =>
    tx.sql(
      `update ${records.table} set state = 'done', response_status = $2, response_headers = $3::jsonb, response_body = $4
       where id = $1 and state = 'running' returning ${NO_WAIT}`,
      [recordId, answer.status, JSON.stringify(answer.headers), body],
    ),
  );
}

/**
 * Frees the key of a request that ended without a lasting answer. Where its resource had committed after all (the
 * answer of the commit was lost), the record stays, to be rebuilt by the next repetition.
 */
export async function releaseKey(deps: ServiceDeps, request: IdempotencyRequest, recordId: string): Promise<void> {
  const records = recordsOf(deps, request.companyId);
  await records.transaction(async (tx) => {
    const where = `where id = $1 and state = 'running'`;
    await tx.run(`delete from ${records.table} ${where} and resource_id is null`, [recordId]);
    await tx.run(`update ${records.table} set lease_until = now() ${where}`, [recordId]);
  });
}
