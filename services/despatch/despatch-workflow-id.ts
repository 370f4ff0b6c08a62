/** The id of the process that carries a guía, made of business ids only: nothing is ever started twice. */
export const despatchWorkflowId = (companyId: string, despatchId: string): string =>
  `${companyId}/despatch/${despatchId}`;
