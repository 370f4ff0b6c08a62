import type { DocumentStatus } from '../../db/entities/document.ts';
import type { Tx } from '../../db/tx.ts';
import { notFound } from '../../domain/errors.ts';
import type { SentDocumentType } from '../../domain/fiscal/deadlines.ts';

/** A document as sending needs it, locked until the transaction ends. Lock its owner first. */
export interface LockedDocument {
  readonly documentId: string;
  /** The sale that it is about, a note's too. */
  readonly saleId: string | null;
  readonly type: SentDocumentType;
  readonly series: string;
  readonly number: number;
  /** Lima date. */
  readonly issueDate: string;
  /** Payable amount, two decimals. */
  readonly total: string;
  /** DigestValue of the signed bytes. */
  readonly hash: string;
  readonly fileName: string;
  readonly fileVersion: number;
  readonly status: DocumentStatus;
  /** The last instant at which SUNAT takes it, RFC 3339. */
  readonly deadlineAt: string;
}

/** @throws HubError 404 */
export async function lockDocument(tx: Tx, documentId: string): Promise<LockedDocument> {
  const [document] = await tx.sql<LockedDocument>(
    `select id as "documentId", sale_id as "saleId", type, series, number, to_char(issue_date, 'YYYY-MM-DD') as "issueDate", total::text,
            hash, file_name as "fileName", file_version as "fileVersion", status,
            to_char(deadline_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "deadlineAt"
       from fiscal_document where company_id = $1 and id = $2 for update`,
    [tx.companyId, documentId],
  );
  if (!document) throw notFound();
  return document;
}

/** What a document shows of SUNAT's answer; columns left out keep their value. */
export interface DocumentAnswer {
  readonly code: string | null;
  readonly description: string | null;
}

/**
 * Notes that wait for a document look again when it is settled; `gen_random_uuid` since the rows come from a query.
 */
const WAKE_NOTES = `
  insert into outbox (id, company_id, topic, subject_id, request_id)
  select gen_random_uuid(), company_id, 'note.wake', id, request_id from note
   where company_id = $1 and amended_id = $2 and status = 'received'
     and $3 in ('accepted', 'observed', 'rejected', 'expired', 'voided')`;

/** Moves a locked document to its next state, with SUNAT's last word on it, and wakes the notes that wait for it. */
export async function setDocumentStatus(
  tx: Tx,
  documentId: string,
  status: DocumentStatus,
  answer?: DocumentAnswer,
): Promise<void> {
  tx.write(
    `with woken as (${WAKE_NOTES})
     update fiscal_document set status = $3, updated_at = now(), version = version + 1,
            sunat_code = case when $4 then $5 else sunat_code end,
            sunat_description = case when $4 then $6 else sunat_description end,
            settled_at = case when $3 in ('accepted', 'observed', 'rejected', 'expired') then now() end
      where company_id = $1 and id = $2`,
    [tx.companyId, documentId, status, answer !== undefined, codeOfSunat(answer?.code), answer?.description ?? null],
  );
}

/** Codes that the hub gives itself (`credentials_missing`) are not SUNAT's and stand in the submission only. */
const codeOfSunat = (code: string | null | undefined): string | null => (code && /^\d{1,4}$/.test(code) ? code : null);
