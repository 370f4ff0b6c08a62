import type { NamedLines } from './named-lines.ts';

/** What the SUNAT client takes and answers. Every outcome is data: nothing here throws for what SUNAT or the network did. */

export type SunatOperation =
  | 'sendBill'
  | 'sendSummary'
  | 'getStatus'
  | 'getStatusCdr'
  | 'consultStatus'
  | 'validity'
  | 'gre.token'
  | 'gre.send'
  | 'gre.status';

/** URLs of one environment; a service that the environment does not have is absent. */
export interface SunatEndpoints {
  /** billService: sendBill, sendSummary, getStatus. */
  readonly bill: string;
  /** billService of certificates (20, 40) and their reversals (RR). */
  readonly certificates?: string;
  /** billConsultService: getStatusCdr and getStatus by number. */
  readonly consult?: string;
  /** Root of the token service; the client id and `/oauth2/token/` follow it. */
  readonly token?: string;
  /** Root of the validity query; the asking RUC and `/validarcomprobante` follow it. */
  readonly validity?: string;
  /** Root of the token service of guías de remisión; the client id and `/oauth2/token/` follow it. */
  readonly greToken?: string;
  /** Root of the service that takes guías; the file name, or `/envios/` and a ticket, follow it. */
  readonly gre?: string;
}

/** One company's access. Never logged, never part of an outcome. */
export interface SunatCredentials {
  readonly ruc: string;
  readonly solUser: string;
  readonly solPassword: string;
  /** Of the validity query and of guías (made in SOL); without them that query is `not_supported`. */
  readonly clientId?: string;
  readonly clientSecret?: string;
}

/** A document as the consult services name it; `number` without leading zeros. */
export interface SunatDocumentKey {
  readonly ruc: string;
  readonly type: string;
  readonly series: string;
  readonly number: number;
}

export interface ValidityQuestion extends SunatDocumentKey {
  /** Lima date, `YYYY-MM-DD`. */
  readonly issueDate: string;
  /** Payable amount as a decimal string, `118.00`. */
  readonly total: string;
}

export interface SunatCallOptions {
  readonly signal?: AbortSignal;
  /** Sent as `X-Request-Id`, to find a call again in the logs of both sides. */
  readonly requestId?: string;
}

export interface SunatObservation {
  readonly code: string;
  readonly text: string;
}

/** The constancia de recepción: SUNAT's answer to one document, with the bytes as they came. */
export interface Cdr {
  readonly zip: Buffer;
  /** As SUNAT wrote it, leading zeros kept: `0`, `0109`, `2017`. */
  readonly code: string;
  readonly description: string;
  readonly observations: readonly SunatObservation[];
  /** Number of the answered document as SUNAT repeats it: `F001-1`; empty when it does not. */
  readonly referenceId: string;
  /** RFC 3339 with offset; SUNAT's clock is Lima's. */
  readonly receivedAt?: string;
  /** Digest of the answered document, which OSEs repeat and SUNAT does not. */
  readonly documentHash?: string;
  /** The lines of a summary that a refusal blames. */
  readonly named?: NamedLines;
  /** Where SUNAT shows a guía de remisión: the text of its QR. */
  readonly link?: string;
}

/** What a faulty set-up is about; `certificate` hits the document's own signature, so new bytes may be needed. */
export type ConfigurationCause = 'credentials' | 'certificate' | 'issuer' | 'endpoint';

export type ConfigurationError = {
  readonly kind: 'configuration_error';
  readonly code: string;
  readonly description: string;
  readonly cause: ConfigurationCause;
};
export type Retryable = { readonly kind: 'retryable'; readonly code?: string; readonly description: string };
/** `code` only where SUNAT itself answered that the matter is open (same file in process, unknown ticket). */
export type Unknown = { readonly kind: 'unknown'; readonly code?: string; readonly description: string };

type Coded<K extends string> = {
  readonly kind: K;
  readonly code: string;
  readonly description: string;
  readonly cdr?: Cdr;
  /** The lines of a summary that SUNAT's text blames. */
  readonly named?: NamedLines;
};

export type SunatOutcome =
  | { readonly kind: 'accepted' | 'observed'; readonly cdr: Cdr }
  /** No tax validity and the number is used up: correct it under a new number. */
  | Coded<'rejected'>
  /** Nothing was registered: correct it under the same number. */
  | Coded<'not_registered'>
  /** SUNAT has this number already: find out whether it holds our document. */
  | Coded<'already_registered'>
  | Coded<'out_of_time'>
  /** A 2xxx/3xxx fault without CDR: only the consult service knows whether the number is used up. */
  | Coded<'consult_first'>
  | Retryable
  | ConfigurationError
  | Unknown;

export type SummaryOutcome = { readonly kind: 'ticket'; readonly ticket: string } | SunatOutcome;
export type TicketOutcome =
  | { readonly kind: 'in_process'; readonly code: string; readonly description: string }
  /** SUNAT ended the ticket by a failure of its own or of the set-up (`cause`): nothing of the file is registered. */
  | (Coded<'failed'> & { readonly cause?: ConfigurationCause })
  /** SUNAT ended the ticket with errors and does not say which. */
  | Coded<'ended'>
  | SunatOutcome;

type NotFound = { readonly kind: 'not_found'; readonly code: string; readonly description: string };
/** The service cannot answer about this document or does not exist in this environment: asking again is of no use. */
type NotSupported = { readonly kind: 'not_supported'; readonly code: string; readonly description: string };

/** Answer of getStatusCdr and of getStatus by number. */
export type ConsultOutcome =
  | {
      readonly kind: 'registered';
      readonly state: 'accepted' | 'observed' | 'rejected' | 'voided';
      readonly code: string;
      readonly description: string;
      readonly cdr?: Cdr;
    }
  | NotFound
  | NotSupported
  | Retryable
  | ConfigurationError
  | Unknown;

/** Answer of the validity query: evidence about number, date and amount, never a CDR. */
export type ValidityOutcome =
  | {
      readonly kind: 'registered';
      readonly state: 'accepted' | 'voided';
      /** SUNAT's `estadoCp`. */
      readonly code: string;
      readonly description: string;
      readonly observations: readonly string[];
    }
  | NotFound
  | NotSupported
  | Retryable
  | ConfigurationError
  | Unknown;

/** Called once per call with the wall time in seconds, for metrics. */
export type SunatObserver = (operation: SunatOperation, outcomeKind: string, seconds: number) => void;
