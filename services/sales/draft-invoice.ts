import type { StoredPaymentTerms, StoredTotals } from '../../db/entities/sale.ts';
import { type InvoiceDraft, makeInvoice } from '../../domain/fiscal/invoice.ts';
import type { PricedSale, SaleTotals } from '../../domain/sale/types.ts';
import { type Buyer, customerOf } from './buyer.ts';
import { fiscalTerms } from './check-payments.ts';
import { type Place, supplierOf } from './load-place.ts';

export interface DraftParts {
  readonly place: Place;
  readonly priced: PricedSale;
  readonly type: '01' | '03';
  readonly series: string;
  /** Wall clock in Lima, `hh:mm:ss`. */
  readonly issueTime: string;
  readonly buyer: Buyer | undefined;
  readonly terms: StoredPaymentTerms;
  /** Sum of the payments made with the sale. */
  readonly paid: string;
  readonly exchangeRate: string | undefined;
}

/** The document of a sale, all but its number. */
export function draftInvoice(parts: DraftParts): InvoiceDraft {
  return makeInvoice(parts.priced, {
    type: parts.type,
    series: parts.series,
    issueTime: parts.issueTime,
    supplier: supplierOf(parts.place),
    customer: parts.buyer && customerOf(parts.buyer),
    paymentTerms: fiscalTerms(parts.terms, parts.priced.totals.total, parts.paid),
    exchangeRate: parts.exchangeRate,
  });
}

/** The totals that sale and document keep and show. */
export function storedTotals(totals: SaleTotals): StoredTotals {
  const { taxable, exempt, unaffected, free, igv, isc, icbper, discount, charge, total } = totals;
  return { taxable, exempt, unaffected, export: totals.export, free, igv, isc, icbper, discount, charge, total };
}
