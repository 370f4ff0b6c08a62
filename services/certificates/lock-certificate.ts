import type { CertificateStatus } from '../../db/entities/certificate.ts';
import type { Tx } from '../../db/tx.ts';
import type { CertificateType } from '../../domain/fiscal/certificates/types.ts';
import { notFound } from '../../domain/errors.ts';

/** The certificate's row as the process needs it, locked until the transaction ends. */
export interface LockedCertificate {
  readonly id: string;
  readonly status: CertificateStatus;
  readonly type: CertificateType;
  readonly series: string;
  readonly document_id: string | null;
  readonly draft: Buffer;
  readonly issue_attempt: number;
}

/**
 * Locks the certificate: whoever holds it decides alone whether it is cancelled, issued or settled.
 * @throws HubError 404
 */
export async function lockCertificate(tx: Tx, certificateId: string): Promise<LockedCertificate> {
  const [row] = await tx.sql<LockedCertificate>(
    `select id, status, type, series, document_id, draft, issue_attempt
       from tax_certificate where company_id = $1 and id = $2 for update`,
    [tx.companyId, certificateId],
  );
  if (!row) throw notFound();
  return row;
}

/** Moves a locked certificate to its next state. */
export async function setCertificateStatus(tx: Tx, certificateId: string, status: CertificateStatus): Promise<void> {
  tx.write(
    'update tax_certificate set status = $3, updated_at = now(), version = version + 1 where company_id = $1 and id = $2',
    [tx.companyId, certificateId, status],
  );
}
