import { isPaperSeries } from '../../domain/fiscal/deadlines.ts';
import type { DocumentOwner } from './owner.ts';

/** What one look at a document ends with, as the process that carries it to SUNAT reads it. */
export type SendResult =
  /** Accepted or observed; the owner is completed. */
  | { readonly state: 'completed' }
  /** Nothing goes on without a person; `options` are the decisions that are legal now. */
  | { readonly state: 'decision'; readonly code: string; readonly options: readonly SendOption[] }
  /** SUNAT's side failed or did not answer, or it has the document and works on it: look again later. */
  | { readonly state: 'retry'; readonly inProcess?: true }
  /** The company's gate is closed or SUNAT's breaker open: wait for the relay's signal. */
  | { readonly state: 'waiting' }
  /** A boleta past its time: only a daily summary can still inform it. */
  | { readonly state: 'summary' }
  /** The certificate that SUNAT refused was replaced: sign the same number anew, then send. */
  | { readonly state: 'rebuild' };

export type SendOption =
  | 'reissue'
  | 'rebuild'
  | 'cancel_sale'
  | 'cancel_note'
  | 'cancel_despatch'
  | 'cancel_certificate'
  | 'accept_as_is'
  | 'retry';

interface Standstill {
  readonly severity: 'warning' | 'critical';
  /** `cancel` is the owner's own: the sale is cancelled, or the note. */
  readonly options: readonly (SendOption | 'cancel')[];
  /** Where a guía or a certificate may do more: nobody has been given anything by it. */
  readonly apart?: readonly (SendOption | 'cancel')[];
}

/** Why a sale or a note stands still after its document was issued, and what is legal then. */
export const STANDSTILLS = {
  /** No tax validity and the number is used up. */
  document_rejected: { severity: 'critical', options: ['reissue', 'cancel'] },
  /** Nothing was registered, so the same number is corrected. */
  document_not_registered: { severity: 'critical', options: ['rebuild'], apart: ['rebuild', 'cancel'] },
  document_expired: { severity: 'critical', options: ['reissue', 'cancel'] },
  /** SUNAT holds this number with other content. `retry` asks again, for a person who knows that it is ours. */
  numbering_alarm: { severity: 'critical', options: ['retry', 'reissue', 'cancel'] },
  /** SUNAT says that the number is registered, and the validity query that could confirm it is not set up. */
  validity_query_missing: { severity: 'warning', options: ['retry'] },
  /** SUNAT has the guía or certificate that we sent, and the answer with its CDR was lost: only its portal shows it. */
  registered_without_cdr: { severity: 'critical', options: ['accept_as_is', 'retry', 'reissue', 'cancel'] },
} as const satisfies Record<string, Standstill>;

export type StandstillCode = keyof typeof STANDSTILLS;

type Cancels = Pick<DocumentOwner, 'cancel' | 'kind'>;

/** A receipt of paper has the number that is printed on it: SUNAT takes that again after it refused it. */
const PAPER: Readonly<Partial<Record<StandstillCode, readonly (SendOption | 'cancel')[]>>> = {
  document_rejected: ['rebuild', 'cancel'],
  document_expired: ['cancel'],
  numbering_alarm: ['retry', 'cancel'],
};

/** The decisions that are legal for this reason; a document of paper (by its series) is never issued under another number. */
export const optionsOf = (code: StandstillCode, owner: Cancels, series: string): readonly SendOption[] => {
  const { options: usual, apart }: Standstill = STANDSTILLS[code];
  const options = (isPaperSeries(series) && PAPER[code]) || usual;
  const legal = apart && (owner.kind === 'despatch' || owner.kind === 'certificate') ? apart : options;
  return legal.map((option) => (option === 'cancel' ? owner.cancel : option));
};

/** The result of an owner that waits for a person for this reason. */
export const standstill = (code: StandstillCode, owner: Cancels, series: string): SendResult => ({
  state: 'decision',
  code,
  options: optionsOf(code, owner, series),
});
