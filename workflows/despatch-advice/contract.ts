export * from '../document-to-cdr/contract.ts';

/** The names and shapes by which the process `despatch-advice` is started and spoken to. No workflow code here. */

export const DESPATCH_ADVICE = 'despatchAdvice';

export interface DespatchAdviceInput {
  readonly companyId: string;
  readonly despatchId: string;
  /** The request that made the guía; goes into the memo and every outgoing call. */
  readonly requestId: string;
}

/** `company/despatch/<id>`: derived from business ids only, so that nothing is ever started twice. */
export const despatchWorkflowId = (companyId: string, despatchId: string): string =>
  `${companyId}/despatch/${despatchId}`;
