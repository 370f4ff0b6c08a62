import type { Tx } from '../../db/tx.ts';
import { uuidv7 } from '../../platform/ids.ts';
import type { SaleEventKind } from '../sales/sale-event.ts';

/** What the trace of a certificate can say: a document's events as those of a sale, and its own. */
export type CertificateEventKind = SaleEventKind | 'document_confirmed';

/** Adds to the certificate's trace (append-only). `data` holds codes, numbers and ids: nothing personal. */
export async function writeCertificateEvent(
  tx: Tx,
  certificateId: string,
  kind: CertificateEventKind,
  data: Record<string, unknown> | null = null,
): Promise<void> {
  tx.write('insert into certificate_event (id, company_id, certificate_id, kind, data) values ($1, $2, $3, $4, $5)', [
    ...[uuidv7(), tx.companyId, certificateId, kind],
    data === null ? null : JSON.stringify(data),
  ]);
}
