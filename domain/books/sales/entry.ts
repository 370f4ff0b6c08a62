import type { Customer } from '../../fiscal/types.ts';
import type { BookPeriod } from '../period.ts';

/** Totals of a document in its own currency, decimal strings, as they are stored with it. */
export interface EntryTotals {
  readonly taxable: string;
  readonly exempt: string;
  readonly unaffected: string;
  readonly export: string;
  readonly igv: string;
  readonly isc: string;
  readonly icbper: string;
  readonly discount: string;
  readonly charge: string;
  readonly total: string;
  readonly ivap_base?: string | undefined;
  readonly ivap?: string | undefined;
}

export interface AmendedDocument {
  /** Catalogue 01. */
  readonly type: string;
  readonly series: string;
  readonly number: number;
  /** Legal date in Lima. */
  readonly issueDate: string;
}

/** One document in a register of sales. */
export interface SalesEntry {
  readonly id: string;
  /** 01 factura, 03 boleta, 07 credit note, 08 debit note. */
  readonly type: '01' | '03' | '07' | '08';
  readonly series: string;
  readonly number: number;
  /** Legal date in Lima. */
  readonly issueDate: string;
  /** False for what was voided, and for numbers that were spent on a document that SUNAT refused: all at zero. */
  readonly inForce: boolean;
  /** As the document names its buyer. */
  readonly customer: Pick<Customer, 'documentType' | 'documentNumber' | 'name'>;
  /** ISO 4217. */
  readonly currency: string;
  /** Soles for one unit, of the sale; a note takes that of the document it amends. Null in soles or where unknown. */
  readonly exchangeRate: string | null;
  readonly totals: EntryTotals;
  /** Of notes: what they amend. */
  readonly amended: AmendedDocument | null;
  /** Paid in full by card or transfer (table 1 of the PLE). */
  readonly paidByBank: boolean;
}

/** Who keeps the book, and of which month. */
export interface BookHead {
  readonly ruc: string;
  readonly name: string;
  readonly period: BookPeriod;
}

export const isNote = ({ type }: Pick<SalesEntry, 'type'>): boolean => type === '07' || type === '08';
