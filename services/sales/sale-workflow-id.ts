/** The id of the process that carries a sale, made of business ids only: nothing is ever started twice. */
export const saleWorkflowId = (companyId: string, saleId: string): string => `${companyId}/sale/${saleId}`;
