import { closeOwnerAttention } from '../attention/close-attention.ts';
import type { DocumentOwner } from '../sunat/owner.ts';
import { writeCertificateEvent } from './certificate-event.ts';
import { lockCertificate, setCertificateStatus } from './lock-certificate.ts';

/** A certificate as the owner of its document. */
export function certificateOwner(certificateId: string): DocumentOwner {
  return {
    kind: 'certificate',
    id: certificateId,
    permission: 'tax_certificates:decide',
    cancel: 'cancel_certificate',
    channel: 'cpe',
    lock: (tx) => lockCertificate(tx, certificateId),
    setStatus: (tx, status) => setCertificateStatus(tx, certificateId, status),
    event: (tx, kind, data = null) => writeCertificateEvent(tx, certificateId, kind, data),
    closeAttention: (tx, closing) => closeOwnerAttention(tx, { kind: 'certificate', id: certificateId }, closing),
  };
}
