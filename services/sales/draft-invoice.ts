import type { StoredPaymentTerms, StoredTotals } from '../../db/entities/sale.ts';
import { type InvoiceDraft, makeInvoice } from '../../domain/fiscal/invoice.ts';
import type { PricedSale, SaleTotals } from '../../domain/sale/types.ts';
import { type Buyer, customerOf } from './buyer.ts';
import { withheld } from '../../domain/fiscal/withholding.ts';
import { fiscalTerms } from './check-payments.ts';
import { type Place, supplierOf } from './load-place.ts';
import type { SaleExtras } from './sale-extras.ts';

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
  /** What only some sales have. */
  readonly extras?: SaleExtras;
}

/** The document of a sale, all but its number. */
export function draftInvoice(parts: DraftParts): InvoiceDraft {
  const { extras = {} } = parts;
  const draft = makeInvoice(parts.priced, {
    type: parts.type,
    series: parts.series,
    issueTime: parts.issueTime,
    supplier: supplierOf(parts.place),
    customer: parts.buyer && customerOf(parts.buyer),
    exchangeRate: parts.exchangeRate,
    operationType: extras.operationType,
    orderReference: extras.orderReference,
    despatchReferences: extras.despatchReferences,
    destinationCountry: extras.destinationCountry,
    detraction: extras.detraction,
    perception: extras.perception,
    retention: extras.retention,
    legends: extras.legends,
  });
  return { ...draft, paymentTerms: fiscalTerms(parts.terms, draft.totals.total, parts.paid, withheld(draft)) };
}

/** The totals that sale and document keep and show. */
export function storedTotals(totals: SaleTotals): StoredTotals {
  const { taxable, exempt, unaffected, free, igv, isc, icbper, discount, charge, total } = totals;
  const { ivapBase, ivap, prepaid } = totals;
  return {
    ...{ taxable, exempt, unaffected, export: totals.export, free, igv, isc, icbper, discount, charge, total },
    ...(ivapBase !== undefined && { ivap_base: ivapBase, ivap }),
    ...(prepaid !== undefined && { prepaid }),
  };
}
