import type { SummaryKind, SummaryStatus } from '../../db/entities/summary.ts';
import type { Tx } from '../../db/tx.ts';
import { notFound } from '../../domain/errors.ts';
import { type CompanyCipher, Sealed } from '../../platform/crypto/envelope.ts';
import { type AccessRow, type DossierCredentials, openCredentials, type TaxEnvironment } from '../sunat/dossier.ts';
import type { SummaryOperation } from './submission.ts';

/** A file as sending needs it, locked until the transaction ends. */
export interface LockedSummary {
  readonly summaryId: string;
  readonly kind: SummaryKind;
  readonly fileName: string;
  /** Lima date. */
  readonly referenceDate: string;
  readonly status: SummaryStatus;
  readonly environment: TaxEnvironment;
  /** False for a file that was left behind when the company changed its environment. */
  readonly current: boolean;
  readonly ticket: string | null;
  /** When the ticket was given; RFC 3339. */
  readonly ticketAt: string | null;
  readonly createdAt: string;
  /** All its lines are finished. */
  readonly settled: boolean;
  readonly workflowId: string;
}

/** All that one look at a file needs outside the database. Holds secrets: lives in memory only, never in history. */
export interface SummaryDossier extends LockedSummary {
  readonly ruc: string;
  readonly oseUrl: string | null;
  readonly credentials: DossierCredentials | null;
  /** The signed bytes. */
  readonly xml: Buffer;
  readonly submissions: readonly { readonly operation: SummaryOperation; readonly outcome: string | null }[];
}

const INSTANT = `'YYYY-MM-DD"T"HH24:MI:SS"Z"'`;

/** @throws HubError 404 */
export async function lockSummary(tx: Tx, summaryId: string): Promise<LockedSummary> {
  const [file] = await tx.sql<LockedSummary>(
    `select id as "summaryId", kind, file_name as "fileName", to_char(reference_date, 'YYYY-MM-DD') as "referenceDate",
            status, environment, environment = (select c.sunat_environment from company c where c.id = $1) as current,
            ticket, to_char(ticket_at at time zone 'utc', ${INSTANT}) as "ticketAt",
            to_char(created_at at time zone 'utc', ${INSTANT}) as "createdAt", settled_at is not null as settled,
            workflow_id as "workflowId"
       from summary_file where company_id = $1 and id = $2 for update`,
    [tx.companyId, summaryId],
  );
  if (!file) throw notFound();
  return file;
}

/** Locks the file and reads what is sent, under which credentials, and what was tried before. @throws HubError 404 */
export async function readSummaryDossier(tx: Tx, cipher: CompanyCipher, summaryId: string): Promise<SummaryDossier> {
  const file = await lockSummary(tx, summaryId);
  const [row] = await tx.sql<AccessRow & { ruc: string; ose_url: string | null; body_id: string; body: Buffer }>(
    `select c.ruc, c.ose_url, k.id as credentials_id, k.sol_user, k.sol_password, k.client_id, k.client_secret,
            b.id as body_id, b.body
       from company c
       join summary_body b on b.company_id = c.id and b.summary_id = $2 and b.kind = 'xml'
       left join sunat_credentials k on k.company_id = c.id and k.environment = $3
      where c.id = $1`,
    [tx.companyId, summaryId, file.environment],
  );
  if (!row) throw notFound();
  const submissions = await tx.sql<SummaryDossier['submissions'][number]>(
    `select operation, outcome from summary_submission where company_id = $1 and summary_id = $2 order by started_at, id`,
    [tx.companyId, summaryId],
  );
  return {
    ...file,
    ruc: row.ruc,
    oseUrl: row.ose_url,
    credentials: openCredentials(cipher, row),
    xml: cipher.openBytes(new Sealed(row.body), `summary_body.body/${row.body_id}`),
    submissions,
  };
}
