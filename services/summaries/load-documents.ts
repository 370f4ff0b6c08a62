import type { DocumentStatus } from '../../db/entities/document.ts';
import type { Tx } from '../../db/tx.ts';
import { notFound } from '../../domain/errors.ts';
import type { SentDocumentType } from '../../domain/fiscal/deadlines.ts';
import type { TaxEnvironment } from '../sunat/dossier.ts';
import { type CompanyCipher, Sealed } from '../../platform/crypto/envelope.ts';

/** A document that stands in a file, locked until the transaction ends. */
export interface ReportableDocument {
  readonly id: string;
  readonly type: SentDocumentType;
  readonly series: string;
  readonly number: number;
  /** Lima date. */
  readonly issueDate: string;
  readonly currency: string;
  readonly status: DocumentStatus;
  /** Where it was issued for, and its files go. */
  readonly environment: TaxEnvironment;
  readonly fileId: string;
  readonly body: Buffer;
}

/** Locks the documents in the order of their ids. @throws HubError 404 when the company lacks one of them */
export async function lockDocuments(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, ReportableDocument>> {
  const rows = await tx.sql<ReportableDocument>(
    `select d.id, d.type, d.series, d.number, to_char(d.issue_date, 'YYYY-MM-DD') as "issueDate", d.currency, d.status,
            d.environment, f.id as "fileId", f.body
       from fiscal_document d
       join document_file f on f.company_id = d.company_id and f.document_id = d.id and f.kind = 'xml'
                           and f.file_version = d.file_version
      where d.company_id = $1 and d.id = any($2::uuid[]) order by d.id for update of d`,
    [tx.companyId, [...ids]],
  );
  const found = new Map(rows.map((row) => [row.id, row]));
  if (ids.some((id) => !found.has(id))) throw notFound('No existe un comprobante del resumen.');
  return found;
}

/** The signed bytes of a document. */
export const xmlOf = (cipher: CompanyCipher, { fileId, body }: Pick<ReportableDocument, 'fileId' | 'body'>): Buffer =>
  cipher.openBytes(new Sealed(body), `document_file.body/${fileId}`);
