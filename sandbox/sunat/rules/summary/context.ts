import type { SummaryName } from '../../names.ts';
import type { DocumentRecord, Store } from '../../store.ts';
import type { XmlNode } from '../../xml.ts';

/** A receipt as a summary's line tells it. */
export type ReportedDocument = Pick<DocumentRecord, 'key' | 'ruc' | 'type' | 'series' | 'number' | 'facts'>;

/** What an accepted summary changes. */
export interface SummaryEffects {
  readonly added: readonly ReportedDocument[];
  readonly voided: readonly DocumentRecord[];
  readonly observations: readonly string[];
}

/** Days in which a receipt may be voided, and a summary is in time. */
export const DAYS = 7;

/** What the rules of a line look at besides the line. */
export interface SummaryContext {
  readonly store: Store;
  readonly name: SummaryName;
  /** Issue date of the receipts. */
  readonly reference: string;
  /** Reception day in Lima. */
  readonly today: string;
  readonly lines: readonly XmlNode[];
  readonly observed: Set<string>;
}
