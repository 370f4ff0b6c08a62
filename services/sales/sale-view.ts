import type {
  SaleStatus,
  StoredCancellation,
  StoredPaymentTerms,
  StoredTotals,
  StoredWarning,
} from '../../db/entities/sale.ts';
import { toAmount, toQuantity } from '../../domain/decimal.ts';
import { fullNumber } from '../../domain/fiscal/invoice.ts';
import type { CompanyCipher } from '../../platform/crypto/envelope.ts';
import { showPrice } from '../fields.ts';
import { instant } from '../rows.ts';
import { showWarning } from '../warnings.ts';
import { openBuyer, showBuyer } from './buyer.ts';
import { openExtras, type SaleExtras } from './sale-extras.ts';
import { TYPE_NAME } from './sale-input.ts';
import { showExtras, showLineExtras } from './show-extras.ts';

/** A sale with what belongs to it, as one look at the database brings it; figures inside the lists are text. */
export interface SaleRow {
  readonly id: string;
  readonly created_at: Date | string;
  readonly updated_at: Date | string;
  readonly status: SaleStatus;
  readonly channel: string;
  readonly warehouse_id: string;
  readonly customer_id: string | null;
  readonly buyer: Buffer | null;
  readonly extras?: Buffer | null;
  readonly document_type: '01' | '03';
  readonly series: string;
  readonly currency: string;
  readonly exchange_rate: string | null;
  readonly discount_percent: string | null;
  readonly discount_amount: string | null;
  readonly payment_terms: StoredPaymentTerms;
  readonly totals: StoredTotals;
  readonly warnings: readonly StoredWarning[];
  readonly workflow_id: string;
  readonly document_id: string | null;
  readonly cancellation: StoredCancellation | null;
  readonly version: number;
  readonly lines: readonly LineRow[] | null;
  readonly payments: readonly PaymentRow[] | null;
  readonly documents: readonly DocumentRow[] | null;
  readonly attention: AttentionRow | null;
}

interface LineRow {
  readonly line: number;
  readonly product_id: string;
  readonly sku: string;
  readonly description: string;
  readonly unit_code: string;
  readonly quantity: string;
  readonly unit_price: string;
  readonly discount_percent: string | null;
  readonly discount_amount: string | null;
  readonly igv_affectation: string;
  readonly sunat_code: string | null;
  readonly value: string;
  readonly igv: string;
  readonly total: string;
}

interface PaymentRow {
  readonly id: string;
  readonly method: string;
  readonly amount: string;
  readonly tendered: string | null;
  readonly change: string;
  readonly status: string;
}

interface DocumentRow {
  readonly id: string;
  readonly type: string;
  readonly series: string;
  readonly number: number;
  readonly status: string;
}

interface AttentionRow {
  readonly id: string;
  readonly code: string;
  readonly detail: string;
  readonly options: readonly string[];
}

const optional = (value: string | null, form: (text: string) => string): string | null =>
  value === null ? null : form(value);

function showLine(line: LineRow, extras: SaleExtras, reveal: boolean) {
  return {
    ...line,
    ...showLineExtras(extras.lines?.[String(line.line)], reveal),
    quantity: toQuantity(line.quantity),
    unit_price: showPrice(line.unit_price),
    discount_percent: optional(line.discount_percent, toQuantity),
    discount_amount: optional(line.discount_amount, toAmount),
    value: toAmount(line.value),
    igv: toAmount(line.igv),
    total: toAmount(line.total),
  };
}

const showDocument = ({ id, type, series, number, status }: DocumentRow) => ({
  ...{ id, type, status },
  full_number: fullNumber(series, number),
});

function showPayment(payment: PaymentRow) {
  const { id, method, status } = payment;
  return {
    ...{ id, method, status },
    amount: toAmount(payment.amount),
    tendered: optional(payment.tendered, toAmount),
    change: toAmount(payment.change),
  };
}

function showTerms({ type, instalments }: StoredPaymentTerms) {
  return { type, instalments: instalments.map(({ amount, dueDate }) => ({ amount, due_date: dueDate })) };
}

/** A sale as the contract shows it; the buyer's personal data in clear only with `reveal`. */
export function showSale(row: SaleRow, cipher: CompanyCipher, reveal: boolean) {
  const documents = (row.documents ?? []).map(showDocument);
  const extras = openExtras(cipher, row.id, row.extras);
  return {
    id: row.id,
    status: row.status,
    workflow_id: row.workflow_id,
    channel: row.channel,
    warehouse_id: row.warehouse_id,
    customer_id: row.customer_id,
    customer: showBuyer(openBuyer(cipher, row.id, row.buyer), reveal),
    document_type: TYPE_NAME[row.document_type],
    series: row.series,
    currency: row.currency,
    exchange_rate: optional(row.exchange_rate, toQuantity),
    discount_percent: optional(row.discount_percent, toQuantity),
    discount_amount: optional(row.discount_amount, toAmount),
    ...showExtras(extras),
    lines: (row.lines ?? []).map((line) => showLine(line, extras, reveal)),
    payments: (row.payments ?? []).map(showPayment),
    payment_terms: showTerms(row.payment_terms),
    totals: row.totals,
    warnings: row.warnings.map(showWarning),
    document: documents.find((document) => document.id === row.document_id) ?? null,
    documents,
    attention: row.status === 'needs_attention' ? row.attention : null,
    cancellation: row.cancellation,
    created_at: instant(row.created_at),
    updated_at: instant(row.updated_at),
  };
}
export type SaleView = ReturnType<typeof showSale>;

/** Columns of `sale` with what belongs to each; all numerics of the lists as text, JSON would make them floats. */
export const SALE_COLUMNS = `
  id, created_at, updated_at, status, channel, warehouse_id, customer_id, buyer, extras, document_type, series, currency,
  exchange_rate, discount_percent, discount_amount, payment_terms, totals, warnings, workflow_id, document_id,
  cancellation, version,
  (select json_agg(json_build_object('line', l.line, 'product_id', l.product_id, 'sku', l.sku,
     'description', l.description, 'unit_code', l.unit_code, 'quantity', l.quantity::text,
     'unit_price', l.unit_price::text, 'discount_percent', l.discount_percent::text,
     'discount_amount', l.discount_amount::text, 'igv_affectation', l.igv_affectation, 'sunat_code', l.sunat_code,
     'value', l.value::text, 'igv', l.igv::text, 'total', l.total::text) order by l.line)
     from sale_line l where l.company_id = sale.company_id and l.sale_id = sale.id) as lines,
  (select json_agg(json_build_object('id', p.id, 'method', p.method, 'amount', p.amount::text,
     'tendered', p.tendered::text, 'change', p.change::text, 'status', p.status) order by p.line)
     from payment p where p.company_id = sale.company_id and p.sale_id = sale.id) as payments,
  (select json_agg(json_build_object('id', d.id, 'type', d.type, 'series', d.series, 'number', d.number,
     'status', d.status) order by d.issue_attempt)
     from fiscal_document d where d.company_id = sale.company_id and d.sale_id = sale.id and d.source_type = 'sale') as documents,
  (select json_build_object('id', a.id, 'code', a.code, 'detail', a.detail, 'options', a.options)
     from attention a where a.company_id = sale.company_id and a.sale_id = sale.id and a.closed_at is null
      and cardinality(a.options) > 0 order by a.created_at desc limit 1) as attention`;
