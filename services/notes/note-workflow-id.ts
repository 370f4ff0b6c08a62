/** The id of the process that carries a note, made of business ids only: nothing is ever started twice. */
export const noteWorkflowId = (companyId: string, noteId: string): string => `${companyId}/note/${noteId}`;
