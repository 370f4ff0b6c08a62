import type { PricedSale } from '../sale/types.ts';
import { cleanCustomer, cleanSupplier } from './clean-parties.ts';
import { legendsOf } from './legends.ts';
import { INTERNAL_SALE, WITH_DETRACTION, WITH_PERCEPTION } from './operation-types.ts';
import { oneLine } from './text.ts';
import type { Customer, DespatchReference, InvoiceDraft, InvoiceType, PaymentTerms, Supplier } from './types.ts';
import {
  type DetractionRequest,
  detractionOf,
  type PerceptionRequest,
  perceptionOf,
  retentionOf,
} from './withholding.ts';

export { amountInWords } from './amount-in-words.ts';
export type * from './types.ts';

/** The buyer of a boleta that nobody asked to name. */
export const ANONYMOUS_CUSTOMER: Customer = {
  documentType: '0',
  documentNumber: '00000000',
  name: 'CLIENTES VARIOS',
};

export { INTERNAL_SALE } from './operation-types.ts';

export interface InvoiceHeader {
  readonly type: InvoiceType;
  readonly series: string;
  /** Wall clock in Lima, `hh:mm:ss`; the date is the priced sale's. */
  readonly issueTime: string;
  readonly supplier: Supplier;
  /** Absent: CLIENTES VARIOS. */
  readonly customer?: Customer | undefined;
  readonly paymentTerms?: PaymentTerms | undefined;
  readonly exchangeRate?: string | undefined;
  readonly orderReference?: string | undefined;
  readonly despatchReferences?: readonly DespatchReference[] | undefined;
  /** Catalogue 51; absent: subject to detracción or perception where there is one, else an internal sale. */
  readonly operationType?: string | undefined;
  readonly destinationCountry?: string | undefined;
  readonly detraction?: DetractionRequest | undefined;
  readonly perception?: PerceptionRequest | undefined;
  /** True where the buyer, a retention agent, keeps part of the IGV. */
  readonly retention?: boolean | undefined;
  /** Codes of catalogue 52 that only the seller knows of (2001 to 2003, Amazonía). */
  readonly legends?: readonly string[] | undefined;
}

function operationOf(header: InvoiceHeader): string {
  if (header.operationType !== undefined) return header.operationType;
  if (header.detraction) return WITH_DETRACTION;
  if (header.perception) return WITH_PERCEPTION;
  return INTERNAL_SALE;
}

/** What only some documents have; left out where there is nothing. */
function extrasOf(priced: PricedSale, header: InvoiceHeader): Partial<InvoiceDraft> {
  const { total } = priced.totals;
  const { detraction, perception, despatchReferences = [], destinationCountry } = header;
  return {
    ...(priced.allowances && { allowances: priced.allowances }),
    ...(priced.prepayments && { prepayments: priced.prepayments }),
    ...(despatchReferences.length > 0 && { despatchReferences }),
    ...(destinationCountry !== undefined && { destinationCountry }),
    ...(detraction && { detraction: detractionOf(detraction, total, priced.currency, header.exchangeRate) }),
    ...(perception && { perception: perceptionOf(perception, total) }),
    ...(header.retention && { retention: retentionOf(total) }),
  };
}

/**
 * Puts a factura or boleta together from a priced sale. Texts are brought to one line each: SUNAT refuses line ends
 * and tabs in names (2022). Nothing is checked here: see `validateInvoice`.
 */
export function makeInvoice(priced: PricedSale, header: InvoiceHeader): InvoiceDraft {
  const customer = header.customer ?? ANONYMOUS_CUSTOMER;
  const extras = extrasOf(priced, header);
  return {
    type: header.type,
    series: header.series,
    issueDate: priced.issueDate,
    issueTime: header.issueTime,
    operationType: operationOf(header),
    currency: priced.currency,
    exchangeRate: header.exchangeRate,
    igvPercent: priced.igvPercent,
    supplier: cleanSupplier(header.supplier),
    customer: cleanCustomer(customer),
    lines: priced.lines.map((line) => ({ ...line, description: oneLine(line.description) })),
    globalDiscount: priced.globalDiscount,
    totals: priced.totals,
    legends: legendsOf(priced, extras, header.legends ?? []),
    paymentTerms: header.paymentTerms ?? { type: 'cash' },
    orderReference: oneLine(header.orderReference ?? '') || undefined,
    ...extras,
  };
}

/** The same document with its number (1 to 99,999,999), the last thing it gets. */
export function withNumber<Draft extends object>(draft: Draft, number: number): Draft & { readonly number: number } {
  return { ...draft, number };
}

/** `F001-1`: series and number as in cbc:ID, without leading zeros. */
export function fullNumber(series: string, number: number): string {
  return `${series}-${number}`;
}

/** Base name of the XML and ZIP files, without extension: `20601234565-01-F001-1`. */
export function fileName(ruc: string, type: string, series: string, number: number): string {
  return `${ruc}-${type}-${series}-${number}`;
}

export interface QrFields {
  readonly ruc: string;
  readonly type: string;
  readonly series: string;
  readonly number: number;
  readonly igv: string;
  readonly total: string;
  readonly issueDate: string;
  /** Catalogue 06 and number of the buyer; `-` each when absent. */
  readonly customerType?: string | undefined;
  readonly customerNumber?: string | undefined;
  /** The signature's DigestValue. */
  readonly digest: string;
}

/** Text of the printed QR: ten fields, no pipe at the end (R.S. 244-2019, annex 6, 6.4.3). */
export function qrText(fields: QrFields): string {
  return [
    fields.ruc,
    fields.type,
    fields.series,
    String(fields.number),
    fields.igv,
    fields.total,
    fields.issueDate,
    fields.customerType ?? '-',
    fields.customerNumber ?? '-',
    fields.digest,
  ].join('|');
}
