import type { IgvRegime } from '../fiscal/rates.ts';

/**
 * Selective tax of a product (catalogue 08). 01: percent of the value; 02: soles for one unit; 03: percent of the
 * price suggested to the public, taxes included (of one unit; absent: the price of the line).
 */
export type IscInput =
  | { readonly system: '01'; readonly percent: string }
  | { readonly system: '02'; readonly amount: string }
  | { readonly system: '03'; readonly percent: string; readonly publicPrice?: string | undefined };

/** A charge as told to the buyer, taxes included. Lines: 47, 48; the sale: 45, 46, 49, 50 (catalogue 53). */
export interface ChargeInput {
  readonly code: string;
  readonly amount: string;
}

/** What catalogue 55 says of an item: a text, a date or a number of days, as the code wants it. */
export interface ItemProperty {
  readonly code: string;
  readonly value?: string | undefined;
  readonly date?: string | undefined;
  readonly days?: number | undefined;
}

/** Part of an advance invoiced before, taken off this sale. Taxes included, in the sale's currency. */
export interface PrepaymentInput {
  /** Catalogue 01 and number of the document that was issued for the advance. */
  readonly type: '01' | '03';
  readonly fullNumber: string;
  /** What the advance was for, which decides the discount: 04 taxed, 05 exempt, 06 unaffected (catalogue 53). */
  readonly parts: readonly { readonly kind: '04' | '05' | '06'; readonly amount: string }[];
}

export interface SaleLineInput {
  readonly productId: string;
  readonly sku: string;
  readonly description: string;
  /** UN/ECE recommendation 20 (catalogue 03): NIU goods, ZZ services, KGM... */
  readonly unitCode: string;
  readonly quantity: string;
  /** What the buyer pays for one unit, taxes included; on a free line the market price. */
  readonly unitPrice: string;
  /** Catalogue 07. */
  readonly igvAffectation: string;
  readonly discountPercent?: string | undefined;
  /** Taxes included. */
  readonly discountAmount?: string | undefined;
  /** `01`: the discount leaves the tax base as it is (catalogue 53); else it comes off the base (00). */
  readonly discountCode?: '00' | '01' | undefined;
  readonly charges?: readonly ChargeInput[] | undefined;
  readonly isc?: IscInput | undefined;
  /** A plastic bag: each carries ICBPER. */
  readonly icbper?: boolean | undefined;
  readonly properties?: readonly ItemProperty[] | undefined;
  /** UNSPSC, 8 digits. */
  readonly sunatCode?: string | undefined;
}

export interface PriceSaleInput {
  readonly currency: string;
  /** Legal date in Lima, decides the IGV rate. */
  readonly issueDate: string;
  readonly igvRegime?: IgvRegime | undefined;
  readonly lines: readonly SaleLineInput[];
  readonly discountPercent?: string | undefined;
  /** Taxes included. */
  readonly discountAmount?: string | undefined;
  /** `03`: the discount on the sale leaves the tax base as it is (catalogue 53); else it comes off the base. */
  readonly discountCode?: '02' | '03' | undefined;
  readonly charges?: readonly ChargeInput[] | undefined;
  readonly prepayments?: readonly PrepaymentInput[] | undefined;
  /** Soles for one unit of the currency: turns the taxes that are set in soles. Needed where it is not PEN. */
  readonly exchangeRate?: string | undefined;
}

/** A discount as UBL writes it: amounts without tax; the factor only where it reproduces the amount exactly. */
export interface TaxFreeDiscount {
  readonly amount: string;
  readonly base: string;
  readonly factor?: string | undefined;
}

/** A discount or charge of catalogue 53 as UBL writes it, and what the buyer was told for it, taxes included. */
export interface Allowance extends TaxFreeDiscount {
  readonly code: string;
  readonly told: string;
}

/** ISC of a line: `amount` is `percent` of `base`, within SUNAT's tolerance of one unit (3108). */
export interface LineIsc {
  /** Catalogue 08. */
  readonly system: '01' | '02' | '03';
  readonly base: string;
  readonly percent: string;
  readonly amount: string;
}

/** ICBPER of a line of plastic bags: `amount` is exactly bags x `perUnit`. */
export interface LineIcbper {
  readonly bags: string;
  readonly perUnit: string;
  readonly amount: string;
}

/** One line, all amounts ready as text: 2 decimals for money, up to 10 for unit values and quantities. */
export interface PricedLine {
  /** 1, 2, 3... as on the document. */
  readonly number: number;
  readonly productId: string;
  readonly sku: string;
  readonly description: string;
  readonly unitCode: string;
  readonly quantity: string;
  /** As told to the buyer: one unit, taxes included, before discounts. */
  readonly unitPrice: string;
  readonly igvAffectation: string;
  /** Catalogue 05: 1000, 1016, 9995, 9996, 9997 or 9998. */
  readonly taxCode: string;
  /** Percent written in the XML; `0` where no IGV is due. */
  readonly igvPercent: string;
  readonly free: boolean;
  readonly sunatCode?: string | undefined;
  /** Discount the buyer was told, taxes included, with this line's part of a spread sale discount. */
  readonly discount: string;
  /** The same as UBL line discount 00, without tax; null when there is none. */
  readonly discount00: TaxFreeDiscount | null;
  /** Discount 01, which leaves the base as it is; absent when there is none. */
  readonly discount01?: TaxFreeDiscount | undefined;
  /** Charges 47 (part of the value) and 48 (outside of it); absent when there are none. */
  readonly charges?: readonly Allowance[] | undefined;
  readonly isc?: LineIsc | undefined;
  readonly icbper?: LineIcbper | undefined;
  readonly properties?: readonly ItemProperty[] | undefined;
  /** Line value without tax, net of line discounts (free lines: the referential value). */
  readonly value: string;
  /** IGV due; on free lines of affectation 11 to 16 the virtual one, which nobody pays. */
  readonly igv: string;
  /** What the buyer pays for the line; on free lines `0.00`, or the ICBPER of a bag. */
  readonly total: string;
  /** Unit value without tax before discounts; `0.00` on free lines. */
  readonly unitValue: string;
  /** Price with tax after line discounts (price type 01), or the referential unit value of a free line (type 02). */
  readonly unitPriceWithTax: string;
}

/** All amounts as decimal strings with two decimals. What may be absent is absent where there is nothing of it. */
export interface SaleTotals {
  readonly taxable: string;
  readonly exempt: string;
  readonly unaffected: string;
  readonly export: string;
  /** Referential value of what was given away. */
  readonly free: string;
  /** Virtual IGV of what was given away. */
  readonly freeIgv: string;
  readonly igv: string;
  readonly isc: string;
  readonly icbper: string;
  /** All discounts told to the buyer, taxes included. */
  readonly discount: string;
  /** All charges told to the buyer, taxes included. */
  readonly charge: string;
  /** Value of the sale without tax (UBL LineExtensionAmount). */
  readonly value: string;
  /** What the buyer pays: less what was paid in advance. */
  readonly total: string;
  /** Value and tax of arroz pilado (IVAP, tax 1016). */
  readonly ivapBase?: string | undefined;
  readonly ivap?: string | undefined;
  readonly iscBase?: string | undefined;
  /** Base of the IGV where it is not `taxable`: with the ISC of the taxed lines. */
  readonly igvBase?: string | undefined;
  /** UBL TaxInclusiveAmount where it is not `total`. */
  readonly inclusive?: string | undefined;
  /** UBL AllowanceTotalAmount and ChargeTotalAmount: what leaves the base of the taxes as it is. */
  readonly allowanceTotal?: string | undefined;
  readonly chargeTotal?: string | undefined;
  /** UBL PrepaidAmount: advances taken off, taxes included. */
  readonly prepaid?: string | undefined;
}

/** An advance taken off, as the document names it. */
export interface PricedPrepayment {
  readonly type: '01' | '03';
  readonly fullNumber: string;
  /** Taxes included. */
  readonly amount: string;
}

export interface PricedSale {
  readonly currency: string;
  readonly issueDate: string;
  /** The rate of all taxed lines: SUNAT allows one a document (3462). */
  readonly igvPercent: string;
  readonly lines: readonly PricedLine[];
  /** Discount on the sale as UBL global discount 02, without tax; null when none or when it was spread over the lines. */
  readonly globalDiscount: TaxFreeDiscount | null;
  /** All other discounts and charges on the sale: 03, 45, 46, 49, 50 and the advances' 04, 05, 06. */
  readonly allowances?: readonly Allowance[] | undefined;
  readonly prepayments?: readonly PricedPrepayment[] | undefined;
  readonly totals: SaleTotals;
}
