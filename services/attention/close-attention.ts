import type { Tx } from '../../db/tx.ts';
import type { Closing } from '../sunat/owner.ts';

/** Closes every open entry of a sale; answers how many. */
export async function closeSaleAttention(tx: Tx, saleId: string, closing: Closing): Promise<number> {
  return tx.run(
    `update attention set closed_at = now(), decision = $3, reason = $4, closed_by_id = $5
      where company_id = $1 and sale_id = $2 and closed_at is null`,
    [tx.companyId, saleId, closing.decision, closing.reason, closing.by?.id ?? null],
  );
}

/** Closes every open entry of a note; answers how many. */
export async function closeNoteAttention(tx: Tx, noteId: string, closing: Closing): Promise<number> {
  return tx.run(
    `update attention set closed_at = now(), decision = $3, reason = $4, closed_by_id = $5
      where company_id = $1 and note_id = $2 and closed_at is null`,
    [tx.companyId, noteId, closing.decision, closing.reason, closing.by?.id ?? null],
  );
}

/** Closes every open entry of a guía; answers how many. */
export async function closeDespatchAttention(tx: Tx, despatchId: string, closing: Closing): Promise<number> {
  return tx.run(
    `update attention set closed_at = now(), decision = $3, reason = $4, closed_by_id = $5
      where company_id = $1 and despatch_id = $2 and closed_at is null`,
    [tx.companyId, despatchId, closing.decision, closing.reason, closing.by?.id ?? null],
  );
}

/** Closes every open entry of a certificate of retention or perception; answers how many. */
export async function closeCertificateAttention(tx: Tx, certificateId: string, closing: Closing): Promise<number> {
  return tx.run(
    `update attention set closed_at = now(), decision = $3, reason = $4, closed_by_id = $5
      where company_id = $1 and certificate_id = $2 and closed_at is null`,
    [tx.companyId, certificateId, closing.decision, closing.reason, closing.by?.id ?? null],
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
