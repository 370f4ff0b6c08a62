import { toAmount, toQuantity } from '../../domain/decimal.ts';
import { type FieldIssue, HubError } from '../../domain/errors.ts';
import type { InvoiceDraft } from '../../domain/fiscal/invoice.ts';
import { checkInvoice } from '../../domain/fiscal/validate-invoice.ts';
import { priceSale } from '../../domain/sale/price-sale.ts';
import { limaDate } from '../../domain/time/lima.ts';
import type { Buyer } from './buyer.ts';
import { draftInvoice } from './draft-invoice.ts';
import { fiscalReadiness } from './fiscal-readiness.ts';
import type { Place } from './load-place.ts';
import type { SoldSaleLine } from './load-sale-lines.ts';
import type { LockedSale } from './lock-sale.ts';
import { pricingExtras, type SaleExtras, withLineExtras } from './sale-extras.ts';

export interface SaleParts {
  readonly sale: LockedSale;
  readonly place: Place;
  readonly lines: readonly SoldSaleLine[];
  /** What was paid with it. */
  readonly paid: string;
  readonly buyer: Buyer | undefined;
  /** What only some sales have. */
  readonly extras: SaleExtras;
  /** Legal date and wall clock in Lima that the document bears. */
  readonly issueDate: string;
  readonly issueTime: string;
  readonly now: Date;
}

export type Checked =
  | { readonly draft: InvoiceDraft; readonly warnings: readonly FieldIssue[]; readonly issues?: undefined }
  | { readonly draft?: undefined; readonly code: string; readonly issues: readonly FieldIssue[] };

/**
 * The document of a sale as it stands now, checked as SUNAT would. Goods and money are fixed: a total (of the sale or
 * of a line) that would not be the sold one is refused with `reissue_changes_goods_or_money`.
 */
export function draftOfSale(parts: SaleParts): Checked {
  try {
    return checkDraft(parts, draftAsSold(parts));
  } catch (error) {
    if (error instanceof HubError && error.kind === 'invalid') return { code: error.code, issues: error.issues };
    throw error;
  }
}

/** The document of a sale as its rows say, unchecked. @throws HubError `invalid` */
export function draftAsSold({
  sale,
  place,
  lines,
  buyer,
  extras,
  issueDate,
  issueTime,
  paid,
}: Omit<SaleParts, 'now'>): InvoiceDraft {
  const optional = (value: string | null, form: (text: string) => string): string | undefined =>
    value === null ? undefined : form(value);
  const priced = priceSale({
    currency: sale.currency,
    issueDate,
    lines: lines.map((line) => withLineExtras(line, line.line, extras)),
    exchangeRate: optional(sale.exchange_rate, toQuantity),
    ...pricingExtras(extras),
    discountPercent: optional(sale.discount_percent, toQuantity),
    discountAmount: optional(sale.discount_amount, toAmount),
  });
  return draftInvoice({
    ...{ place, priced, series: sale.series, issueTime, buyer, terms: sale.payment_terms, paid, extras },
    type: sale.document_type,
    exchangeRate: optional(sale.exchange_rate, toQuantity),
  });
}

function checkDraft({ sale, place, lines, now }: SaleParts, draft: InvoiceDraft): Checked {
  const detail = 'Un comprobante nuevo no puede cambiar productos, cantidades, precios ni totales.';
  const code = 'reissue_changes_goods_or_money';
  const moved = draft.lines.flatMap((line, index) =>
    line.total === lines[index]?.total ? [] : [{ pointer: `/changes/lines/${index}`, code, detail }],
  );
  if (moved.length > 0) return { code, issues: moved };
  if (draft.totals.total !== toAmount(sale.total))
    return { code, issues: [{ pointer: '/changes/lines', code, detail }] };
  const sunat = checkInvoice(draft, { today: limaDate(now) });
  const issues = [...sunat.issues, ...fiscalReadiness(place, now)];
  return issues.length > 0 ? { code: 'invalid_document', issues } : { draft, warnings: sunat.warnings };
}
