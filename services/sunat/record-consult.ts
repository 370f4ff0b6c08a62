import { inCompany } from '../../db/tx.ts';
import type { ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { finishSubmission, insertSubmission, type SubmissionOperation, type SubmissionOutcome } from './submission.ts';

/** Notes a question to SUNAT and its answer, which came at once: a lost answer to a question changes nothing. */
export async function recordConsult(
  deps: ServiceDeps,
  ctx: ServiceContext,
  call: {
    readonly documentId: string;
    readonly operation: Exclude<SubmissionOperation, 'sendBill' | 'greSend'>;
    readonly fileVersion: number;
  },
  end: SubmissionOutcome,
): Promise<void> {
  await inCompany(deps.orm, ctx.companyId, async (tx) => {
    await finishSubmission(tx, await insertSubmission(tx, call, ctx.requestId), end);
  });
}
