import type { CertificateDraft } from '../../domain/fiscal/certificates/types.ts';
import { type CompanyCipher, Sealed } from '../../platform/crypto/envelope.ts';

const aad = (certificateId: string): string => `tax_certificate.draft/${certificateId}`;

export const sealCertificate = (cipher: CompanyCipher, certificateId: string, draft: CertificateDraft): Sealed =>
  cipher.seal(JSON.stringify(draft), aad(certificateId));

export function openCertificate(cipher: CompanyCipher, certificateId: string, sealed: Buffer): CertificateDraft {
  const draft: CertificateDraft = JSON.parse(cipher.open(new Sealed(sealed), aad(certificateId)));
  return draft;
}
