import type {
  ConfigurationCause,
  SunatCallOptions,
  SunatCredentials,
  SunatEndpoints,
  SunatOutcome,
  Unknown,
} from '../types.ts';

/** SUNAT took the file and works on it; `ticket` asks how far it is. */
export type GreSendOutcome = { readonly kind: 'ticket'; readonly ticket: string } | SunatOutcome;

export type GreStatusOutcome =
  | { readonly kind: 'in_process'; readonly code: string; readonly description: string }
  /** SUNAT does not know the ticket (yet). */
  | { readonly kind: 'ticket_unknown'; readonly code: string; readonly description: string }
  /** SUNAT ended the ticket by a failure of its own or of the set-up (`cause`): nothing of the file is registered. */
  | {
      readonly kind: 'failed';
      readonly code: string;
      readonly description: string;
      readonly cause?: ConfigurationCause;
    }
  /** SUNAT ended the ticket without a word that can be read: the file may be registered. */
  | { readonly kind: 'ended'; readonly code: string; readonly description: string }
  | SunatOutcome;

/** The service for guías de remisión (REST). Each verb answers with an outcome and throws for nothing the outside does. */
export interface GreClient {
  /** Sends one signed guía; `fileName` is the base name (`RUC-TT-SERIE-NUMBER`), `zip` holds its XML. */
  send(
    endpoints: SunatEndpoints,
    credentials: SunatCredentials,
    fileName: string,
    zip: Uint8Array,
    options?: SunatCallOptions,
  ): Promise<GreSendOutcome>;
  /** Asks for the answer to a guía by its ticket. */
  status(
    endpoints: SunatEndpoints,
    credentials: SunatCredentials,
    question: { readonly fileName: string; readonly ticket: string },
    options?: SunatCallOptions,
  ): Promise<GreStatusOutcome>;
}

export type { SunatOutcome, Unknown };
