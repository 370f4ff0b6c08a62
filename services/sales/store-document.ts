import type { Tx } from '../../db/tx.ts';
import type { SentDocumentType } from '../../domain/fiscal/deadlines.ts';
import type { CompanyCipher } from '../../platform/crypto/envelope.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { storedTotals } from './draft-invoice.ts';
import type { SignedDocument } from './sign-document.ts';

/** What the process knows of an issued document. */
export interface IssuedDocument {
  readonly documentId: string;
  readonly type: SentDocumentType;
  readonly fullNumber: string;
  /** ISO instant of the last moment at which SUNAT takes it. */
  readonly deadlineAt: string;
  readonly fileName: string;
}

/** What a document is issued for. */
export interface DocumentSource {
  readonly type: 'sale' | 'note' | 'despatch' | 'certificate';
  readonly id: string;
}

const storeFor = (owner: DocumentSource['type'], table: string = owner): string => `
  with document as (
    insert into fiscal_document (id, company_id, sale_id, source_type, source_id, issue_attempt, type, series, number,
                                 issue_date, issue_time, currency, totals, total, hash, qr, file_name, deadline_at,
                                 environment)
    values ($1, $2, $3, '${owner}', $23, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16,
            (select sunat_environment from company where id = $2))
  ), file as (
    insert into document_file (id, company_id, document_id, kind, file_version, name, sha256, body)
    values ($17, $2, $1, 'xml', 1, $18, $19, $20)
  ), event as (
    insert into ${owner}_event (id, company_id, ${owner}_id, kind, data) values ($21, $2, $23, 'document_issued', $22)
  )
  update ${table} set status = 'issued', document_id = $1, updated_at = now(), version = version + 1
   where company_id = $2 and id = $23`;

const STORE = {
  sale: storeFor('sale'),
  note: storeFor('note'),
  despatch: storeFor('despatch', 'despatch_advice'),
  certificate: storeFor('certificate', 'tax_certificate'),
} as const;

/** Writes document, signed bytes and the next state of its source in one statement, the last of the transaction. */
export async function storeDocument(
  tx: Tx,
  cipher: CompanyCipher,
  signed: SignedDocument,
  of: {
    readonly documentId: string;
    readonly source: DocumentSource;
    /** The sale it is about. */
    readonly saleId: string | null;
    readonly attempt: number;
  },
): Promise<IssuedDocument> {
  const { document } = signed;
  const fileId = uuidv7();
  tx.write(STORE[of.source.type], [
    of.documentId,
    tx.companyId,
    of.saleId,
    of.attempt,
    document.type,
    document.series,
    document.number,
    document.issueDate,
    document.issueTime,
    document.currency,
    JSON.stringify(storedTotals(document.totals)),
    document.totals.total,
    signed.hash,
    cipher.seal(signed.qr, `fiscal_document.qr/${of.documentId}`).bytes,
    signed.fileName,
    signed.deadline,
    fileId,
    `${signed.fileName}.xml`,
    signed.sha256,
    cipher.seal(signed.bytes, `document_file.body/${fileId}`).bytes,
    uuidv7(),
    JSON.stringify({ document_id: of.documentId, type: document.type, full_number: signed.fullNumber }),
    of.source.id,
  ]);
  return {
    documentId: of.documentId,
    type: document.type,
    fullNumber: signed.fullNumber,
    deadlineAt: signed.deadline.toISOString(),
    fileName: signed.fileName,
  };
}

/** The document that an attempt already issued; undefined when it has not. */
export async function issuedBy(tx: Tx, source: DocumentSource, attempt: number): Promise<IssuedDocument | undefined> {
  const [row] = await tx.sql<{
    id: string;
    type: SentDocumentType;
    series: string;
    number: number;
    deadline_at: Date | string;
    file_name: string;
  }>(
    `select id, type, series, number, deadline_at, file_name from fiscal_document
      where company_id = $1 and source_type = $4 and source_id = $2 and issue_attempt = $3`,
    [tx.companyId, source.id, attempt, source.type],
  );
  return (
    row && {
      documentId: row.id,
      type: row.type,
      fullNumber: `${row.series}-${row.number}`,
      deadlineAt: new Date(row.deadline_at).toISOString(),
      fileName: row.file_name,
    }
  );
}
