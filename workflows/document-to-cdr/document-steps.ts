import type { IssuedDocument, SendResult } from '../../activities/index.ts';
import type { Carrying } from './carry-to-sunat.ts';
import type { Decider, DecideInput } from './contract.ts';

interface Invalid {
  readonly outcome: 'invalid';
  readonly code: string;
  readonly issues: readonly { pointer: string; code: string; detail: string; sunatCode?: string }[];
}

type Rebuilt = { readonly outcome: 'rebuilt'; readonly document: IssuedDocument } | Invalid;

/** What carrying a document to SUNAT asks of its owner's process: each is one activity, idempotent in the database. */
export interface DocumentSteps {
  /** The decision that ends the owner where its document has no effect. */
  readonly cancelDecision: 'cancel_sale' | 'cancel_note' | 'cancel_despatch' | 'cancel_certificate';
  /** One look at SUNAT; `now` is the process's own clock. */
  send(documentId: string, now: string, first: boolean): Promise<SendResult>;
  rebuild(documentId: string, reason: string, by?: Decider, message?: DecideInput): Promise<Rebuilt>;
  prepareReissue(
    replaces: string,
    message: DecideInput,
  ): Promise<{ readonly outcome: 'ready'; readonly attempt: number } | Invalid>;
  issue(attempt: number): Promise<IssuedDocument | { readonly code: string }>;
  /** Takes goods and money back where they were and ends the owner. */
  cancel(message: DecideInput): Promise<void>;
  resume(message: DecideInput): Promise<void>;
  /** A person says that SUNAT has it. Guías and certificates only: nobody can be asked for their CDR again. */
  confirm?(message: DecideInput): Promise<void>;
  /** The new document was refused at the moment of signing. */
  refuseReissue(code: string): Promise<void>;
  /** Never returns: the history is long and the run goes on in a new one. */
  beginAnew(carrying: Carrying): Promise<never>;
}
