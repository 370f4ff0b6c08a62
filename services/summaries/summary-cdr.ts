import type { Tx } from '../../db/tx.ts';
import { type CompanyCipher, Sealed } from '../../platform/crypto/envelope.ts';

/** SQL: whether a summary that SUNAT answered with a CDR brought the document `d`. */
export const HAS_SUMMARY_CDR = `exists (
  select from summary_line l join summary_body b on b.company_id = l.company_id and b.summary_id = l.summary_id and b.kind = 'cdr'
   where l.company_id = d.company_id and l.document_id = d.id and l.condition = '1' and l.outcome = 'accepted')`;

/**
 * The CDR of the summary by which a document was accepted, which is its own (SUNAT gives none for each); undefined where it
 * was not, or only the validity query answered.
 */
export async function summaryCdrOf(
  tx: Tx,
  cipher: CompanyCipher,
  documentId: string,
): Promise<{ readonly name: string; readonly bytes: Buffer } | undefined> {
  const [row] = await tx.sql<{ id: string; name: string; body: Buffer }>(
    `select b.id, b.name, b.body from summary_line l
       join summary_body b on b.company_id = l.company_id and b.summary_id = l.summary_id and b.kind = 'cdr'
      where l.company_id = $1 and l.document_id = $2 and l.condition = '1' and l.outcome = 'accepted'`,
    [tx.companyId, documentId],
  );
  return row && { name: row.name, bytes: cipher.openBytes(new Sealed(row.body), `summary_body.body/${row.id}`) };
}
