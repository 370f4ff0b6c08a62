import { createHash } from 'node:crypto';
import type { SummaryStatus } from '../../db/entities/summary.ts';
import type { Tx } from '../../db/tx.ts';
import type { CompanyCipher } from '../../platform/crypto/envelope.ts';
import { uuidv7 } from '../../platform/ids.ts';
import type { SummaryFileRef } from './insert-file.ts';
import type { LockedSummary } from './summary-dossier.ts';

/** SUNAT's last word on a file. */
export interface SummaryAnswer {
  readonly code?: string | null | undefined;
  readonly description: string;
}

/** Codes that the hub gives itself are not SUNAT's and stand in the submission only. */
const codeOfSunat = (code: string | null | undefined): string | null => (code && /^\d{1,4}$/.test(code) ? code : null);

/** Moves a locked file to its next state. */
export async function setSummaryStatus(
  tx: Tx,
  summaryId: string,
  status: SummaryStatus,
  answer?: SummaryAnswer,
): Promise<void> {
  await tx.run(
    `update summary_file set status = $3, updated_at = now(), version = version + 1,
            sunat_code = case when $4 then $5 else sunat_code end,
            sunat_description = case when $4 then $6 else sunat_description end
      where company_id = $1 and id = $2`,
    [tx.companyId, summaryId, status, answer !== undefined, codeOfSunat(answer?.code), answer?.description ?? null],
  );
}

/** All lines of the file are finished. */
export async function markSettled(tx: Tx, summaryId: string): Promise<void> {
  await tx.run(
    `update summary_file set settled_at = coalesce(settled_at, now()), updated_at = now(), version = version + 1
      where company_id = $1 and id = $2`,
    [tx.companyId, summaryId],
  );
}

/** Stores SUNAT's constancia as it came, sealed; the first one stands. */
export async function storeSummaryCdr(tx: Tx, cipher: CompanyCipher, file: LockedSummary, zip: Buffer): Promise<void> {
  const id = uuidv7();
  await tx.run(
    `insert into summary_body (id, company_id, summary_id, kind, name, sha256, body)
     values ($1, $2, $3, 'cdr', $4, $5, $6) on conflict (company_id, summary_id, kind) do nothing`,
    [
      ...[id, tx.companyId, file.summaryId, `R-${file.fileName}.zip`],
      createHash('sha256').update(zip).digest('hex'),
      cipher.seal(zip, `summary_body.body/${id}`).bytes,
    ],
  );
}

/** The files that carry on the lines of a rejected one. */
export async function successorsOf(tx: Tx, summaryId: string): Promise<SummaryFileRef[]> {
  return tx.sql<SummaryFileRef>(
    `select id as "summaryId", kind, substr(file_name, 13) as name, line_count as lines from summary_file
      where company_id = $1 and replaces_id = $2 order by correlativo`,
    [tx.companyId, summaryId],
  );
}
