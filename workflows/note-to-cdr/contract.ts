export * from '../document-to-cdr/contract.ts';

/** The names and shapes by which the process `note-to-cdr` is started and spoken to. No workflow code here. */

export const NOTE_TO_CDR = 'noteToCdr';

export interface NoteToCdrInput {
  readonly companyId: string;
  readonly noteId: string;
  /** The request that made the note; goes into the memo and every outgoing call. */
  readonly requestId: string;
}

/** `company/note/<id>`: derived from business ids only, so that nothing is ever started twice. */
export const noteWorkflowId = (companyId: string, noteId: string): string => `${companyId}/note/${noteId}`;
