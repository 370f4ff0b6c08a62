import type { DocumentStatus } from '../../db/entities/document.ts';
import type { Tx } from '../../db/tx.ts';
import { conflict } from '../../domain/errors.ts';

/** Documents that are no tax document (any more): only then may a sale get another one, or be taken back without a note. */
const WITHOUT_EFFECT: readonly DocumentStatus[] = ['rejected', 'expired', 'voided'];

/**
 * The state of a document that has no effect at SUNAT. The sale is locked by the caller.
 * @throws HubError 409 `document_in_force` when it may still stand there
 */
export async function requireWithoutEffect(tx: Tx, documentId: string): Promise<DocumentStatus> {
  const [row] = await tx.sql<{ status: DocumentStatus }>(
    'select status from fiscal_document where company_id = $1 and id = $2',
    [tx.companyId, documentId],
  );
  if (row && WITHOUT_EFFECT.includes(row.status)) return row.status;
  throw conflict('document_in_force', 'El comprobante aún puede tener efecto: corresponde una nota de crédito.');
}
