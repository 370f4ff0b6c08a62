import type { StoredObservation } from '../../db/entities/document.ts';
import type { NamedLines } from '../../domain/fiscal/summary/after-rejection.ts';
import type { SummaryFileRef } from './insert-file.ts';

/** What an answer of SUNAT (or the lack of one) means for a file, after all that had to be asked was asked. */
export type SummarySettlement =
  | { readonly kind: 'ticket'; readonly ticket: string }
  /** SUNAT has the file and works on it; it said so, or does not know its own ticket yet. */
  | { readonly kind: 'in_process'; readonly code?: string | undefined; readonly description: string }
  | {
      readonly kind: 'accepted' | 'observed';
      readonly evidence: 'cdr' | 'validity_query' | 'person';
      readonly code: string | null;
      readonly description: string;
      readonly observations: readonly StoredObservation[];
      /** RFC 3339 with offset. */
      readonly receivedAt?: string;
      readonly cdr?: Buffer;
    }
  /** Nothing of it is registered, and a line is to blame. */
  | (Coded<'rejected'> & {
      readonly cdr?: Buffer;
      readonly named?: NamedLines | undefined;
      /** Ids of blamed documents that SUNAT has already, as ours: they are accepted. */
      readonly informed?: readonly string[];
    })
  /** Nothing of it is registered, and no line is to blame: SUNAT failed, or another file has its name. */
  | (Coded<'failed'> & { readonly cdr?: Buffer; readonly configuration: boolean })
  /** Nothing of it is registered: the file itself is at fault, which no other correlativo mends. */
  | Coded<'not_registered'>
  /** SUNAT has it and its ticket is lost, or the ticket ended without a reason: nobody knows how it stands. */
  | (Coded<'lost'> & { readonly person: boolean })
  | Coded<'configuration_error'>
  | (Uncoded<'retryable'> & { readonly unresolved?: boolean })
  | Uncoded<'unknown'>
  /** Nothing left: the breaker is open, or credentials are being waited for. */
  | { readonly kind: 'waiting' };

interface Coded<K extends string> {
  readonly kind: K;
  readonly code: string;
  readonly description: string;
}

interface Uncoded<K extends string> {
  readonly kind: K;
  readonly code?: string | undefined;
  readonly description: string;
}

/** What one look at a file ends with, as the process that carries it reads it. */
export type SummaryResult =
  /** `next`: the files that carry on the lines of a rejected one; `pause` where no line was to blame. */
  | {
      readonly state: 'settled';
      readonly status: 'accepted' | 'observed' | 'rejected';
      readonly next: readonly SummaryFileRef[];
      readonly pause?: boolean;
    }
  /** SUNAT works on it: ask for the ticket again. */
  | { readonly state: 'polling' }
  /** SUNAT's side failed or did not answer: look again later. */
  | { readonly state: 'retry' }
  /** The company's gate is closed or SUNAT's breaker open: wait for the relay's signal. */
  | { readonly state: 'waiting' }
  /** Nothing goes on without a person. */
  | { readonly state: 'decision'; readonly code: string };
