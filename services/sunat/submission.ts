import type { Tx } from '../../db/tx.ts';
import { uuidv7 } from '../../platform/ids.ts';

export type SubmissionOperation = 'sendBill' | 'getStatusCdr' | 'validity' | 'greSend' | 'greStatus';

/** The sends among them; the others are questions. */
export const SENDS: readonly string[] = ['sendBill', 'greSend'];

/** Notes a call to SUNAT before it leaves: one without an outcome means that nobody knows whether it arrived. */
export async function insertSubmission(
  tx: Tx,
  call: { readonly documentId: string; readonly operation: SubmissionOperation; readonly fileVersion: number },
  requestId: string,
): Promise<string> {
  const id = uuidv7();
  tx.write(
    `insert into submission (id, company_id, document_id, operation, file_version, request_id)
     values ($1, $2, $3, $4, $5, $6)`,
    [id, tx.companyId, call.documentId, call.operation, call.fileVersion, requestId],
  );
  return id;
}

export interface SubmissionOutcome {
  readonly outcome: string;
  readonly code?: string | null | undefined;
  readonly description?: string | undefined;
  /** What SUNAT answers by, later. */
  readonly ticket?: string | undefined;
}

/** Notes how a call ended; the first word on it stands. */
export async function finishSubmission(tx: Tx, submissionId: string, end: SubmissionOutcome): Promise<void> {
  tx.write(
    `update submission set finished_at = clock_timestamp(), outcome = $3, code = $4, description = $5, ticket = $6
      where company_id = $1 and id = $2 and outcome is null`,
    [
      tx.companyId,
      submissionId,
      end.outcome,
      end.code?.slice(0, 20) ?? null,
      end.description ?? null,
      end.ticket ?? null,
    ],
  );
}

/** Closes what a dead process left open, once it is known how the document stands. */
export async function closeOpenSubmissions(tx: Tx, documentId: string, outcome: string): Promise<void> {
  tx.write(
    `update submission set finished_at = clock_timestamp(), outcome = $3
      where company_id = $1 and document_id = $2 and outcome is null`,
    [tx.companyId, documentId, outcome],
  );
}
