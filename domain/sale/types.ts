import type { IgvRegime } from '../fiscal/rates.ts';

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
}

/** A discount as UBL writes it: amounts without tax; the factor only where it reproduces the amount exactly. */
export interface TaxFreeDiscount {
  readonly amount: string;
  readonly base: string;
  readonly factor?: string | undefined;
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
  /** Catalogue 05: 1000, 9995, 9996, 9997 or 9998. */
  readonly taxCode: string;
  /** Percent written in the XML; `0` where no IGV is due. */
  readonly igvPercent: string;
  readonly free: boolean;
  readonly sunatCode?: string | undefined;
  /** Discount the buyer was told, taxes included, with this line's part of a spread sale discount. */
  readonly discount: string;
  /** The same as UBL line discount 00, without tax; null when there is none. */
  readonly discount00: TaxFreeDiscount | null;
  /** Line value without tax, net of line discounts (free lines: the referential value). */
  readonly value: string;
  /** IGV due; on free lines of affectation 11 to 16 the virtual one, which nobody pays. */
  readonly igv: string;
  /** What the buyer pays for the line; `0.00` on free lines. */
  readonly total: string;
  /** Unit value without tax before discounts; `0.00` on free lines. */
  readonly unitValue: string;
  /** Price with tax after line discounts (price type 01), or the referential unit value of a free line (type 02). */
  readonly unitPriceWithTax: string;
}

/** All amounts as decimal strings with two decimals. */
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
  readonly charge: string;
  /** Value of the sale without tax (UBL LineExtensionAmount). */
  readonly value: string;
  /** What the buyer pays. */
  readonly total: string;
}

export interface PricedSale {
  readonly currency: string;
  readonly issueDate: string;
  /** The rate of all taxed lines: SUNAT allows one a document (3462). */
  readonly igvPercent: string;
  readonly lines: readonly PricedLine[];
  /** Discount on the sale as UBL global discount 02, without tax; null when none or when it was spread over the lines. */
  readonly globalDiscount: TaxFreeDiscount | null;
  readonly totals: SaleTotals;
}
