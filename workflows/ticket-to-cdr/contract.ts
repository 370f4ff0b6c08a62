export { GO, STAGE } from '../document-to-cdr/contract.ts';

/** Whose files, and the request that asked for them. */
export interface TicketInput {
  readonly companyId: string;
  readonly requestId: string;
}

/** Where a file stands on its way. */
export type TicketStage =
  | 'sending'
  | 'waiting_ticket'
  | 'waiting_retry'
  | 'waiting_gate'
  | 'waiting_decision'
  | 'accepted'
  | 'observed'
  | 'rejected';
