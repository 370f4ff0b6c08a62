import type { CertificateChanges } from '../../domain/fiscal/certificates/changes.ts';
import type { DespatchChanges } from '../../domain/fiscal/despatch/changes.ts';

/** What every process that carries a document to SUNAT is spoken to by. No workflow code here. */

/** Who decided, as the audit will show it. */
export interface Decider {
  readonly kind: 'user' | 'api_key' | 'operator';
  readonly id: string | null;
  readonly requestId: string;
}

export type Decision =
  | 'reissue'
  | 'rebuild'
  | 'cancel_sale'
  | 'cancel_note'
  | 'cancel_despatch'
  | 'cancel_certificate'
  | 'accept_as_is'
  | 'retry'
  | 'skip';

/** What the reissue of a sale may change (that of a note changes nothing); goods, quantities, prices and totals never. Lines by their number, from 1. */
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
  /** What is corrected of a guía. */
  readonly despatch?: DespatchChanges;
  /** What is corrected of a certificate of retention or perception. */
  readonly certificate?: CertificateChanges;
  readonly by: Decider;
}

/** The answer of every update: the decision is recorded in the database when it arrives. */
export type MessageResult =
  | { readonly accepted: true }
  | {
      readonly accepted: false;
      /** Stable code of the 409 or 422 to answer with, e.g. `decision_not_available`, `already_issued`. */
      readonly code: string;
      readonly detail: string;
      readonly issues?: readonly { pointer: string; code: string; detail: string; sunatCode?: string }[];
    };

/** Update: a person decides about what waits. */
export const DECIDE = 'decide';
/** Signal: look again now (gate mended, breaker half open or closed; for a note: its document is settled). */
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
  | 'waiting_document'
  | 'completed'
  | 'cancelled';
