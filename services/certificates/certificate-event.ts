import type { Tx } from '../../db/tx.ts';
import type { SaleEventKind } from '../sales/sale-event.ts';
import { TRACES, writeEvent } from '../trace.ts';

/** What the trace of a certificate can say: a document's events as those of a sale, and its own. */
export type CertificateEventKind = SaleEventKind | 'document_confirmed';

/** Adds to the certificate's trace (append-only). `data` holds codes, numbers and ids: nothing personal. */
export async function writeCertificateEvent(
  tx: Tx,
  certificateId: string,
  kind: CertificateEventKind,
  data: Record<string, unknown> | null = null,
): Promise<void> {
  writeEvent(tx, TRACES.certificate, certificateId, kind, data);
}
