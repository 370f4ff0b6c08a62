import type { Tx } from '../../db/tx.ts';
import { uuidv7 } from '../../platform/ids.ts';
import type { SubmissionOutcome } from '../sunat/submission.ts';

export type SummaryOperation = 'sendSummary' | 'getStatus';

/** Notes a call to SUNAT about a file before it leaves: one without an outcome may have arrived. */
export async function insertSummarySubmission(
  tx: Tx,
  call: { readonly summaryId: string; readonly operation: SummaryOperation },
  requestId: string,
): Promise<string> {
  const id = uuidv7();
  await tx.run(
    `insert into summary_submission (id, company_id, summary_id, operation, request_id) values ($1, $2, $3, $4, $5)`,
    [id, tx.companyId, call.summaryId, call.operation, requestId],
  );
  return id;
}

/** Notes how a call ended; the first word on it stands. */
export async function finishSummarySubmission(tx: Tx, id: string, end: SubmissionOutcome): Promise<void> {
  await tx.run(
    `update summary_submission set finished_at = clock_timestamp(), outcome = $3, code = $4, description = $5
      where company_id = $1 and id = $2 and outcome is null`,
    [tx.companyId, id, end.outcome, end.code?.slice(0, 20) ?? null, end.description ?? null],
  );
}

/** Closes what a dead process left open: nobody knows how it ended. */
export async function closeOpenSummarySubmissions(tx: Tx, summaryId: string): Promise<void> {
  await tx.run(
    `update summary_submission set finished_at = clock_timestamp(), outcome = 'unknown'
      where company_id = $1 and summary_id = $2 and outcome is null`,
    [tx.companyId, summaryId],
  );
}
