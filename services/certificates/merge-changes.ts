import type { CertificateChanges } from '../../domain/fiscal/certificates/changes.ts';
import { makeCertificate } from '../../domain/fiscal/certificates/make-certificate.ts';
import type { CertificateDraft } from '../../domain/fiscal/certificates/types.ts';

/** The certificate with what a person corrected, reckoned anew. */
export const mergeChanges = (draft: CertificateDraft, changes: CertificateChanges = {}): CertificateDraft =>
  makeCertificate({ ...draft, ...changes });
