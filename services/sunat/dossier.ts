import type { Tx } from '../../db/tx.ts';
import { HubError } from '../../domain/errors.ts';
import { type CompanyCipher, Sealed } from '../../platform/crypto/envelope.ts';
import { lockDocument, type LockedDocument } from './lock-document.ts';
import type { SubmissionOperation } from './submission.ts';

export type TaxEnvironment = 'sandbox' | 'beta' | 'production' | 'ose';

/** All that one look at a document needs outside the database. Holds secrets: lives in memory only, never in history. */
export interface Dossier extends LockedDocument {
  readonly ruc: string;
  /** What the document was issued for. */
  readonly environment: TaxEnvironment;
  /** False for a document that was left behind when the company changed its environment. */
  readonly current: boolean;
  readonly oseUrl: string | null;
  /** Null where the company has none for its environment. */
  readonly credentials: DossierCredentials | null;
  /** The signed bytes of the current file version. */
  readonly xml: Buffer;
  readonly submissions: readonly PastSubmission[];
}

export interface DossierCredentials {
  readonly solUser: string;
  readonly solPassword: string;
  readonly clientId?: string;
  readonly clientSecret?: string;
}

export interface PastSubmission {
  readonly operation: SubmissionOperation;
  readonly fileVersion: number;
  /** Null while nobody knows how it ended: it runs, or its process died. */
  readonly outcome: string | null;
  /** What its answer is asked by, and since when. */
  readonly ticket?: string | null;
  readonly finishedAt?: Date | string | null;
}

/** The sealed credentials of one environment, as columns of `sunat_credentials`. */
export interface AccessRow {
  readonly credentials_id: string | null;
  readonly sol_user: Buffer | null;
  readonly sol_password: Buffer | null;
  readonly client_id: Buffer | null;
  readonly client_secret: Buffer | null;
}

interface Row extends AccessRow {
  readonly ruc: string;
  readonly environment: TaxEnvironment;
  readonly current: boolean;
  readonly ose_url: string | null;
  readonly file_id: string;
  readonly body: Buffer;
}

/**
 * Locks the document and reads what is sent, under which credentials, and what was tried before.
 * @throws HubError 404 when the company has no such document
 */
export async function readDossier(tx: Tx, cipher: CompanyCipher, documentId: string): Promise<Dossier> {
  const [document, row, submissions] = await Promise.all([
    lockDocument(tx, documentId),
    readRow(tx, documentId),
    readSubmissions(tx, documentId),
  ]);
  if (!row) throw new HubError('not_found', 'document_file_missing', 'El documento no tiene su archivo XML.');
  return {
    ...document,
    ruc: row.ruc,
    environment: row.environment,
    current: row.current,
    oseUrl: row.ose_url,
    credentials: openCredentials(cipher, row),
    xml: cipher.openBytes(new Sealed(row.body), `document_file.body/${row.file_id}`),
    submissions,
  };
}

async function readRow(tx: Tx, documentId: string): Promise<Row | undefined> {
  const [row] = await tx.sql<Row>(
    `select c.ruc, d.environment, d.environment = c.sunat_environment as current, c.ose_url, k.id as credentials_id, k.sol_user, k.sol_password,
            k.client_id, k.client_secret, f.id as file_id, f.body
       from company c
       join fiscal_document d on d.company_id = c.id and d.id = $2
       join document_file f on f.company_id = c.id and f.document_id = d.id and f.kind = 'xml'
        and f.file_version = d.file_version
       left join sunat_credentials k on k.company_id = c.id and k.environment = d.environment
      where c.id = $1`,
    [tx.companyId, documentId],
  );
  return row;
}

const readSubmissions = (tx: Tx, documentId: string): Promise<PastSubmission[]> =>
  tx.sql<PastSubmission>(
    `select operation, file_version as "fileVersion", outcome, ticket, finished_at as "finishedAt" from submission
      where company_id = $1 and document_id = $2 order by started_at, id`,
    [tx.companyId, documentId],
  );

/** Opens them; null where the company has none for the environment. */
export function openCredentials(cipher: CompanyCipher, row: AccessRow): DossierCredentials | null {
  const { credentials_id: id, sol_user: user, sol_password: password, client_id, client_secret } = row;
  if (!id || !user || !password) return null;
  const open = (column: string, bytes: Buffer): string =>
    cipher.open(new Sealed(bytes), `sunat_credentials.${column}/${id}`);
  return {
    solUser: open('sol_user', user),
    solPassword: open('sol_password', password),
    ...(client_id ? { clientId: open('client_id', client_id) } : {}),
    ...(client_secret ? { clientSecret: open('client_secret', client_secret) } : {}),
  };
}
