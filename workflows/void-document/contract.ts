import type { Decider } from '../document-to-cdr/contract.ts';

export { DECIDE, GO, type MessageResult } from '../document-to-cdr/contract.ts';

/** The names and shapes by which the process `void-document` is started and spoken to. No workflow code here. */

export const VOID_DOCUMENT = 'voidDocument';

export interface VoidDocumentInput {
  readonly companyId: string;
  readonly documentId: string;
  /** The request that asked for it; goes into the memo and every outgoing call. */
  readonly requestId: string;
}

/** `company/void/<document>`: one process at a time; a document whose voiding was given up may get another later. */
export const voidWorkflowId = (companyId: string, documentId: string): string => `${companyId}/void/${documentId}`;

export type VoidDecision = 'retry' | 'credit_note' | 'cancel_void' | 'accept_as_is';

export interface DecideVoidMessage {
  readonly decision: VoidDecision;
  readonly reason: string;
  readonly by: Decider;
}

/** How it ended; `none`: there was nothing to void. */
export type VoidEnd = 'completed' | 'replaced' | 'cancelled' | 'none';
