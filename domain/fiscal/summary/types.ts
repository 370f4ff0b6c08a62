/** Catalogue 19: add, modify, void. */
export type SummaryCondition = '1' | '2' | '3';

/** A daily summary, voided documents, or reversals of certificates. */
export type SummaryKind = 'RC' | 'RA' | 'RR';

/** What every file with a ticket says of itself. */
export interface SummaryHeader {
  readonly kind: SummaryKind;
  readonly ruc: string;
  readonly name: string;
  /** Lima date of the day it is made. */
  readonly generationDate: string;
  /** Issue date of the documents, one a file. */
  readonly referenceDate: string;
  /** 1 to 99999, anew each day. */
  readonly correlativo: number;
}

/** What was given away by kind of affectation, at its referential value. */
export interface FreeValues {
  readonly taxed: string;
  readonly exempt: string;
  readonly unaffected: string;
  readonly export: string;
}

/** Amounts of a document as a summary tells them: decimal strings with two places, without tax but for `total`. */
export interface SummaryAmounts {
  readonly taxable: string;
  readonly exempt: string;
  readonly unaffected: string;
  readonly export: string;
  readonly free: FreeValues;
  /** IGV that free lines would have borne. */
  readonly freeIgv: string;
  /** Catalogue 05: IGV, or IVAP where the document has that. */
  readonly igvCode: '1000' | '1016';
  /** Percent of the tax; null where nothing is taxed. */
  readonly igvPercent: string | null;
  readonly igv: string;
  readonly isc: string;
  readonly icbper: string;
  readonly others: string;
  readonly charge: string;
  readonly total: string;
}

export interface SummaryLine {
  readonly line: number;
  readonly type: '03' | '07' | '08';
  readonly series: string;
  readonly number: number;
  readonly condition: SummaryCondition;
  readonly currency: string;
  /** Catalogue 06, number and name; `-` each where the document names nobody. */
  readonly customer: { readonly documentType: string; readonly documentNumber: string; readonly name: string };
  /** What a note amends. */
  readonly amends: { readonly type: string; readonly fullNumber: string } | null;
  readonly amounts: SummaryAmounts;
}

export interface DailySummary extends SummaryHeader {
  readonly kind: 'RC';
  readonly lines: readonly SummaryLine[];
}

export interface VoidedLine {
  readonly line: number;
  /** Catalogue 01. */
  readonly type: string;
  readonly series: string;
  readonly number: number;
  /** Why, in a person's words; 3 to 100 characters. */
  readonly reason: string;
}

export interface VoidedDocuments extends SummaryHeader {
  readonly kind: 'RA' | 'RR';
  readonly lines: readonly VoidedLine[];
}

/** Lines that SUNAT takes in one file (Annex 6, 6.1.3.b.3). */
export const MAX_SUMMARY_LINES = 500;
