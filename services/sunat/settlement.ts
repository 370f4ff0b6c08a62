import type { StoredObservation } from '../../db/entities/document.ts';

/** What an answer of SUNAT (or the lack of one) means for a document, after all that had to be asked was asked. */
export type Settlement =
  | {
      readonly kind: 'accepted' | 'observed';
      /** `person`: somebody saw it in SUNAT's portal. */
      readonly evidence: 'cdr' | 'validity_query' | 'person';
      /** Null where SUNAT itself gave no code. */
      readonly code: string | null;
      readonly description: string;
      readonly observations: readonly StoredObservation[];
      /** RFC 3339 with offset. */
      readonly receivedAt?: string;
      readonly cdr?: Buffer;
      /** Where SUNAT shows a guía: the text of its QR. */
      readonly link?: string;
    }
  | (Coded<'rejected'> & { readonly cdr?: Buffer })
  | (Coded<'out_of_time'> & { readonly cdr?: Buffer })
  | Coded<'not_registered'>
  | Coded<'numbering_alarm'>
  | Coded<'validity_query_missing'>
  /** Ours, by what we know; its CDR cannot be had any more. */
  | Coded<'registered_without_cdr'>
  /** SUNAT works on it: its ticket is asked again. */
  | Coded<'in_process'>
  | (Coded<'configuration_error'> & { readonly certificate: boolean })
  /** SUNAT's side failed before it took anything. */
  | (Uncoded<'retryable'> & { readonly unresolved?: boolean })
  | Uncoded<'unknown'>
  /** Its time is over and SUNAT does not hold it. */
  | { readonly kind: 'expired' }
  /** Nothing left: the breaker is open, or credentials are being waited for. */
  | { readonly kind: 'waiting'; readonly unresolved?: boolean };

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
