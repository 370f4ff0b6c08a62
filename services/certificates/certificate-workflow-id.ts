/** The id of the process that carries a certificate, made of business ids only: nothing is ever started twice. */
export const certificateWorkflowId = (companyId: string, certificateId: string): string =>
  `${companyId}/certificate/${certificateId}`;
