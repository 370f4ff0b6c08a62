export * from '../document-to-cdr/contract.ts';

/** The names and shapes by which the process `certificate-to-cdr` is started and spoken to. No workflow code here. */

export const CERTIFICATE_TO_CDR = 'certificateToCdr';

export interface CertificateToCdrInput {
  readonly companyId: string;
  readonly certificateId: string;
  /** The request that made the certificate; goes into the memo and every outgoing call. */
  readonly requestId: string;
}

/** `company/certificate/<id>`: derived from business ids only, so that nothing is ever started twice. */
export const certificateWorkflowId = (companyId: string, certificateId: string): string =>
  `${companyId}/certificate/${certificateId}`;
