/** The id of the process that voids a document, made of business ids only. */
export const voidWorkflowId = (companyId: string, documentId: string): string => `${companyId}/void/${documentId}`;
