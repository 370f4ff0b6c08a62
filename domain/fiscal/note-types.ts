import type { Allowance, PricedLine, SaleTotals } from '../sale/types.ts';
import type { Customer, Instalment, Invoice, InvoiceType, Legend, PaymentTerms, Supplier } from './types.ts';

/** Catalogue 01: credit note, debit note. */
export type NoteType = '07' | '08';

/** What a note needs of the factura or boleta it amends, as it was issued. */
export type AmendedDocument = Pick<
  Invoice,
  | 'type'
  | 'series'
  | 'number'
  | 'issueDate'
  | 'currency'
  | 'igvPercent'
  | 'customer'
  | 'lines'
  | 'globalDiscount'
  | 'allowances'
  | 'totals'
  | 'paymentTerms'
>;

/** What credit notes that are in force (or on their way) took of one line of the amended document. */
export interface TakenLine {
  /** Number of the line on the amended document. */
  readonly line: number;
  readonly quantity: string;
  /** Without tax. */
  readonly value: string;
  readonly igv: string;
  readonly isc?: string | undefined;
}

/** One line of the request: by quantity (goods come back), by amount (taxes included), or a corrected description. */
export interface NoteLineRequest {
  readonly line: number;
  readonly quantity?: string | undefined;
  readonly amount?: string | undefined;
  readonly description?: string | undefined;
}

/** What a person asks for; pointers of issues are into this shape in snake case. */
export interface NoteRequest {
  /** Catalogue 09 (credit) or 10 (debit). */
  readonly reasonCode: string;
  /** In the person's words. */
  readonly reason: string;
  /** On the whole document, taxes included, instead of lines. */
  readonly amount?: string | undefined;
  readonly lines?: readonly NoteLineRequest[] | undefined;
  /** Only for reason 13: what is still to be paid, and when. */
  readonly instalments?: readonly Instalment[] | undefined;
}

export interface NoteLine extends PricedLine {
  /** The line of the amended document; null where the note has a line of its own. */
  readonly amends: number | null;
  /** Goods that come back, in the line's unit; `0` where only money moves. */
  readonly returned: string;
}

/** A credit or debit note without its number. */
export interface NoteDraft {
  readonly type: NoteType;
  readonly series: string;
  /** Legal date and wall clock in Lima. */
  readonly issueDate: string;
  readonly issueTime: string;
  readonly currency: string;
  /** The amended document's rate, whatever the rate of the day. */
  readonly igvPercent: string;
  readonly supplier: Supplier;
  readonly customer: Customer;
  readonly amends: { readonly type: InvoiceType; readonly series: string; readonly number: number };
  readonly reasonCode: string;
  readonly reason: string;
  readonly lines: readonly NoteLine[];
  /** Charges without tax that come back with the whole document; absent when there are none. */
  readonly allowances?: readonly Allowance[] | undefined;
  readonly totals: SaleTotals;
  readonly legends: readonly Legend[];
  /** Credit terms of a credit note 13; null on all others. */
  readonly paymentTerms: Extract<PaymentTerms, { type: 'credit' }> | null;
}

export interface CreditNoteDraft extends NoteDraft {
  readonly type: '07';
}

export interface DebitNoteDraft extends NoteDraft {
  readonly type: '08';
}

export interface CreditNote extends CreditNoteDraft {
  readonly number: number;
}

export interface DebitNote extends DebitNoteDraft {
  readonly number: number;
}
