import type { Tx } from '../../db/tx.ts';
import type { Closing, DocumentOwner } from '../sunat/owner.ts';

/** The column of an entry that names the owner of its document. */
const COLUMNS = {
  sale: 'sale_id',
  note: 'note_id',
  despatch: 'despatch_id',
  certificate: 'certificate_id',
} as const satisfies Record<DocumentOwner['kind'], string>;

/** Closes every open entry about the owner of a document; answers how many. */
export async function closeOwnerAttention(
  tx: Tx,
  { kind, id }: Pick<DocumentOwner, 'kind' | 'id'>,
  closing: Closing,
): Promise<number> {
  return tx.run(
    `update attention set closed_at = now(), decision = $3, reason = $4, closed_by_id = $5
      where company_id = $1 and ${COLUMNS[kind]} = $2 and closed_at is null`,
    [tx.companyId, id, closing.decision, closing.reason, closing.by?.id ?? null],
  );
}

/** Closes the open entry of one code and subject (the company's gate, a warning that is over). */
export async function closeAttention(
  tx: Tx,
  code: string,
  subjectId: string,
  closing: Closing = { decision: null, reason: null },
): Promise<number> {
  return tx.run(
    `update attention set closed_at = now(), decision = $4, reason = $5, closed_by_id = $6
      where company_id = $1 and code = $2 and subject_id = $3 and closed_at is null`,
    [tx.companyId, code, subjectId, closing.decision, closing.reason, closing.by?.id ?? null],
  );
}
