import type { PricedSale } from '../sale/types.ts';
import { amountInWords } from './amount-in-words.ts';
import { cleanCustomer, cleanSupplier } from './clean-parties.ts';
import { oneLine } from './text.ts';
import type { Customer, InvoiceDraft, InvoiceType, Legend, PaymentTerms, Supplier } from './types.ts';

export { amountInWords } from './amount-in-words.ts';
export type * from './types.ts';

/** The buyer of a boleta that nobody asked to name. */
export const ANONYMOUS_CUSTOMER: Customer = {
  documentType: '0',
  documentNumber: '00000000',
  name: 'CLIENTES VARIOS',
};

/** Internal sale (catalogue 51): what a shop sells. */
export const INTERNAL_SALE = '0101';

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
}

/** Catalogue 52: the amount in words always, 1002 where everything was given away. */
function legendsOf(priced: PricedSale): Legend[] {
  const legends = [{ code: '1000', text: amountInWords(priced.totals.total, priced.currency) }];
  if (priced.lines.every((line) => line.free)) {
    legends.push({
      code: '1002',
      text: 'TRANSFERENCIA GRATUITA DE UN BIEN Y/O SERVICIO PRESTADO GRATUITAMENTE',
    });
  }
  return legends;
}

/**
 * Puts a factura or boleta together from a priced sale. Texts are brought to one line each: SUNAT refuses line ends
 * and tabs in names (2022). Nothing is checked here: see `validateInvoice`.
 */
export function makeInvoice(priced: PricedSale, header: InvoiceHeader): InvoiceDraft {
  const customer = header.customer ?? ANONYMOUS_CUSTOMER;
  return {
    type: header.type,
    series: header.series,
    issueDate: priced.issueDate,
    issueTime: header.issueTime,
    operationType: INTERNAL_SALE,
    currency: priced.currency,
    exchangeRate: header.exchangeRate,
    igvPercent: priced.igvPercent,
    supplier: cleanSupplier(header.supplier),
    customer: cleanCustomer(customer),
    lines: priced.lines.map((line) => ({ ...line, description: oneLine(line.description) })),
    globalDiscount: priced.globalDiscount,
    totals: priced.totals,
    legends: legendsOf(priced),
    paymentTerms: header.paymentTerms ?? { type: 'cash' },
    orderReference: oneLine(header.orderReference ?? '') || undefined,
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
