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

/** Who decided, as the audit will show it. */
export interface Decider {
  readonly kind: 'user' | 'api_key' | 'operator';
  readonly id: string | null;
  readonly requestId: string;
}

export type Decision = 'reissue' | 'rebuild' | 'cancel_sale' | 'retry' | 'skip';

/** What a reissue may change; goods, quantities, prices and totals never. Lines by their number, from 1. */
export interface ReissueChanges {
  readonly customer?: {
    readonly documentType: string;
    readonly documentNumber: string;
    readonly name: string;
    readonly email?: string;
    readonly phone?: string;
    readonly address?: string;
  };
  readonly lines?: readonly {
    readonly line: number;
    readonly description?: string;
    readonly igvAffectation?: string;
    readonly sunatCode?: string;
  }[];
}

export interface DecideInput {
  readonly decision: Decision;
  readonly reason: string;
  readonly changes?: ReissueChanges;
  readonly by: Decider;
}

export interface CancelInput {
  readonly reason: string;
  readonly by: Decider;
}

/** The answer of both updates: the decision is recorded in the database when it arrives. */
export type MessageResult =
  | { readonly accepted: true }
  | {
      readonly accepted: false;
      /** Stable code of the 409 or 422 to answer with, e.g. `decision_not_available`, `already_issued`. */
      readonly code: string;
      readonly detail: string;
      readonly issues?: readonly { pointer: string; code: string; detail: string; sunatCode?: string }[];
    };

/** Update: a person decides about a sale that waits. */
export const DECIDE = 'decide';
/** Update: the sale is cancelled before its document is issued. */
export const CANCEL = 'cancel';
/** Signal: SUNAT may be tried again now (gate mended, breaker half open or closed). */
export const GO = 'go';
/** Query: the stage the process is in; for operators and tests, never for lists. */
export const STAGE = 'stage';

/** The search attribute `HubStage` of a process that has not waited for anything yet; then it names the stage. */
export const UNTROUBLED = 'untroubled';

export type Stage =
  | 'reserving'
  | 'issuing'
  | 'sending'
  | 'waiting_retry'
  | 'waiting_gate'
  | 'waiting_decision'
  | 'compensating'
  | 'waiting_compensation_decision'
  | 'waiting_summary'
  | 'completed'
  | 'cancelled';
