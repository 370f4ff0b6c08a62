import type { Allowance, PricedLine, PricedPrepayment, SaleTotals, TaxFreeDiscount } from '../sale/types.ts';

/** Catalogue 01: factura or boleta. */
export type InvoiceType = '01' | '03';

export interface PostalAddress {
  /** Code of the establishment declared in the RUC, four digits; `0000` is the fiscal address. */
  readonly establishmentCode: string;
  /** Catalogue 13, six digits. */
  readonly ubigeo?: string | undefined;
  readonly street?: string | undefined;
  readonly urbanization?: string | undefined;
  readonly province?: string | undefined;
  readonly department?: string | undefined;
  readonly district?: string | undefined;
}

export interface Supplier {
  readonly ruc: string;
  readonly name: string;
  readonly tradeName?: string | undefined;
  readonly address: PostalAddress;
}

export interface Customer {
  /** Catalogue 06. */
  readonly documentType: string;
  readonly documentNumber: string;
  readonly name: string;
  readonly address?: string | undefined;
}

export interface Instalment {
  readonly amount: string;
  readonly dueDate: string;
}

export type PaymentTerms =
  | { readonly type: 'cash' }
  | { readonly type: 'credit'; readonly pending: string; readonly instalments: readonly Instalment[] };

export interface Legend {
  /** Catalogue 52. */
  readonly code: string;
  readonly text: string;
}

/** A guía de remisión that goes with the goods: catalogue 01 (09 of the sender, 31 of the carrier) and number. */
export interface DespatchReference {
  readonly type: '09' | '31';
  readonly fullNumber: string;
}

/** Detracción: the buyer deposits `amount` soles in the issuer's account at the Banco de la Nación. */
export interface Detraction {
  /** Catalogue 54. */
  readonly code: string;
  readonly percent: string;
  /** Whole soles. */
  readonly amount: string;
  readonly account: string;
  /** Catalogue 59. */
  readonly paymentMeans: string;
}

/** Perception of IGV collected on top of the total; soles. */
export interface Perception {
  /** Catalogue 53: 51, 52, 53. */
  readonly code: '51' | '52' | '53';
  readonly factor: string;
  readonly base: string;
  readonly amount: string;
  /** Total of the document and the perception. */
  readonly total: string;
}

/** Retention of IGV by a buyer who is an agent, in the document's currency. */
export interface Retention {
  readonly factor: string;
  readonly base: string;
  readonly amount: string;
}

/** A factura or boleta without its number: all a person can be told about before a number is taken. */
export interface InvoiceDraft {
  readonly type: InvoiceType;
  readonly series: string;
  /** Legal date and wall clock in Lima. */
  readonly issueDate: string;
  readonly issueTime: string;
  /** Catalogue 51. */
  readonly operationType: string;
  readonly currency: string;
  /** Soles for one unit of the currency, needed for the identity rule of boletas that are not in soles. */
  readonly exchangeRate?: string | undefined;
  readonly igvPercent: string;
  readonly supplier: Supplier;
  readonly customer: Customer;
  readonly lines: readonly PricedLine[];
  readonly globalDiscount: TaxFreeDiscount | null;
  /** Discounts and charges on the whole but for 02: 03, 45, 46, 49, 50 and those of the advances. */
  readonly allowances?: readonly Allowance[] | undefined;
  readonly prepayments?: readonly PricedPrepayment[] | undefined;
  readonly totals: SaleTotals;
  readonly legends: readonly Legend[];
  readonly paymentTerms: PaymentTerms;
  readonly orderReference?: string | undefined;
  readonly despatchReferences?: readonly DespatchReference[] | undefined;
  /** Catalogue 04: where an exported service is used (0201, 0208). */
  readonly destinationCountry?: string | undefined;
  readonly detraction?: Detraction | undefined;
  readonly perception?: Perception | undefined;
  readonly retention?: Retention | undefined;
}

export interface Invoice extends InvoiceDraft {
  readonly number: number;
}

/** Canonical text in two halves (inclusive C14N by construction); the signature goes between them. */
export interface InvoiceXml {
  /** XML declaration with its line end: not part of the canonical form. */
  readonly prolog: string;
  readonly beforeSignature: string;
  readonly afterSignature: string;
  /** Namespace declarations in scope where the signature stands, as canonical text with a leading blank. */
  readonly namespaces: string;
  /** Value of ds:Signature/@Id. */
  readonly signatureId: string;
}
