import type { Decider } from '../document-to-cdr/contract.ts';

export * from '../document-to-cdr/contract.ts';

/** The names and shapes by which the process `sale-to-cdr` is started and spoken to. No workflow code here. */

export const SALE_TO_CDR = 'saleToCdr';

export interface SaleToCdrInput {
  readonly companyId: string;
  readonly saleId: string;
  /** The request that made the sale; goes into the memo and every outgoing call. */
  readonly requestId: string;
}

/** `company/sale/<id>`: derived from business ids only, so that nothing is ever started twice. */
export const saleWorkflowId = (companyId: string, saleId: string): string => `${companyId}/sale/${saleId}`;

export interface CancelInput {
  readonly reason: string;
  readonly by: Decider;
}

/** Update: the sale is cancelled before its document is issued. */
export const CANCEL = 'cancel';
