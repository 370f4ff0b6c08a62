import type { CertificateChanges } from '../../domain/fiscal/certificates/changes.ts';
import type { CertificateReference } from '../../domain/fiscal/certificates/types.ts';
import type { DocumentInput, ToldCertificate } from './certificate-input.ts';

const reference = ({ type, number, issue_date, currency, total, payment, exchange }: DocumentInput) => {
  const one: CertificateReference = { type, number, issueDate: issue_date, currency, total, payment, exchange };
  return one;
};

/** What was told of a certificate, in the domain's words; only that. */
export function toldCertificate({ receiver, regime, note, documents }: ToldCertificate): CertificateChanges {
  return {
    ...(receiver && {
      receiver: {
        documentType: receiver.document_type,
        documentNumber: receiver.document_number,
        name: receiver.name,
        address: receiver.address,
      },
    }),
    ...(regime !== undefined && { regime }),
    ...(note !== undefined && { note }),
    ...(documents && { references: documents.map(reference) }),
  };
}
