import { defineEntity, p } from '@mikro-orm/core';
import { Customer, Product } from './catalogue.ts';
import { Warehouse } from './company.ts';
import { amount, own, ownDated, ownTable, quantity, reference, sealed, unitAmount } from './own.ts';

export const SALE_STATUSES = [
  'received',
  'reserved',
  'paid',
  'issued',
  'completed',
  'cancelled',
  'needs_attention',
] as const;
export type SaleStatus = (typeof SALE_STATUSES)[number];

/** Header totals as api.md names them; decimal strings with two decimals. */
export interface StoredTotals {
  readonly taxable: string;
  readonly exempt: string;
  readonly unaffected: string;
  readonly export: string;
  readonly free: string;
  readonly igv: string;
  readonly isc: string;
  readonly icbper: string;
  readonly discount: string;
  readonly charge: string;
  readonly total: string;
  /** Only where there is arroz pilado, or an advance was taken off. */
  readonly ivap_base?: string | undefined;
  readonly ivap?: string | undefined;
  readonly prepaid?: string | undefined;
}

export interface StoredPaymentTerms {
  readonly type: 'cash' | 'credit';
  readonly instalments: readonly { readonly amount: string; readonly dueDate: string }[];
}

export interface StoredCancellation {
  readonly code: string;
  readonly reason: string | null;
  readonly lines: readonly { readonly line: number; readonly sku: string }[];
}

/** What SUNAT would only observe in a document, as it was found before a number was taken. */
export interface StoredWarning {
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
  readonly sunatCode?: string;
}

/** A sale; the process `sale-to-cdr` carries it. `buyer` is the sealed JSON of the customer as given. */
export const Sale = defineEntity({
  name: 'Sale',
  tableName: 'sale',
  ...ownTable('sale'),
  properties: {
    ...ownDated,
    updatedAt: p
      .datetime()
      .defaultRaw('now()')
      .onUpdate(() => new Date()),
    status: p.enum(SALE_STATUSES).default('received'),
    channel: p.string().length(60),
    warehouseId: reference(Warehouse, 'warehouse_id'),
    customerId: reference(Customer, 'customer_id').nullable(),
    buyer: sealed().nullable(),
    documentType: p.enum(['01', '03'] as const),
    series: p.string().length(4),
    currency: p.string().length(3),
    exchangeRate: p.decimal('string').precision(12).scale(6).nullable(),
    discountPercent: p.decimal('string').precision(9).scale(5).nullable(),
    discountAmount: amount().nullable(),
    paymentTerms: p.json<StoredPaymentTerms>(),
    /** What only some sales have (operation, withholdings, charges, taxes of lines...); sealed, it may name guests. */
    extras: sealed().nullable(),
    totals: p.json<StoredTotals>(),
    total: amount(),
    warnings: p.json<readonly StoredWarning[]>().defaultRaw(`'[]'::jsonb`),
    workflowId: p.string().length(120),
    requestId: p.string().length(100),
    /** Number of the receipt of paper that is registered; else the series' counter gives one at the issue. */
    paperNumber: p.integer().nullable(),
    issueAttempt: p.integer().default(1),
    documentId: p.uuid().nullable(),
    cancellation: p.json<StoredCancellation>().nullable(),
    version: p.integer().version(),
  },
  indexes: [
    { name: 'sale_list_idx', properties: ['companyId', 'createdAt', 'id'] },
    { name: 'sale_status_idx', properties: ['companyId', 'status', 'createdAt', 'id'] },
    { name: 'sale_warehouse_idx', properties: ['companyId', 'warehouseId', 'createdAt', 'id'] },
    { name: 'sale_channel_idx', properties: ['companyId', 'channel', 'createdAt', 'id'] },
    { name: 'sale_document_type_idx', properties: ['companyId', 'documentType', 'createdAt', 'id'] },
    { name: 'sale_customer_idx', properties: ['companyId', 'customerId'] },
    { name: 'sale_document_idx', properties: ['companyId', 'documentId'] },
  ],
  uniques: [
    ...ownTable('sale').uniques,
    {
      name: 'sale_paper_number_key',
      properties: ['companyId', 'documentType', 'series', 'paperNumber'],
      where: { paperNumber: { $ne: null }, status: { $ne: 'cancelled' } },
    },
  ],
  checks: [{ name: 'sale_total_nonnegative', expression: 'total >= 0' }],
});

/** A line as sold. Description, affectation and SUNAT code may change by a reissue; goods and money never. */
export const SaleLine = defineEntity({
  name: 'SaleLine',
  tableName: 'sale_line',
  ...ownTable('sale_line'),
  properties: {
    ...own,
    saleId: reference(Sale, 'sale_id'),
    line: p.integer(),
    productId: reference(Product, 'product_id'),
    sku: p.string().length(30),
    description: p.string().length(500),
    unitCode: p.string().length(3),
    quantity: quantity(),
    unitPrice: unitAmount(),
    discountPercent: p.decimal('string').precision(9).scale(5).nullable(),
    discountAmount: amount().nullable(),
    igvAffectation: p.string().length(2),
    sunatCode: p.string().length(8).nullable(),
    tracksStock: p.boolean(),
    value: amount(),
    igv: amount(),
    total: amount(),
  },
  uniques: [
    ...ownTable('sale_line').uniques,
    { name: 'sale_line_number_key', properties: ['companyId', 'saleId', 'line'] },
  ],
  indexes: [{ name: 'sale_line_product_idx', properties: ['companyId', 'productId'] }],
  checks: [
    { name: 'sale_line_quantity_positive', expression: 'quantity > 0' },
    { name: 'sale_line_total_nonnegative', expression: 'total >= 0' },
  ],
});

/** What happened to a sale, in order: the trace that `GET /sales/{id}/events` shows. Append-only, nothing personal. */
export const SaleEvent = defineEntity({
  name: 'SaleEvent',
  tableName: 'sale_event',
  ...ownTable('sale_event'),
  properties: {
    ...own,
    at: p.datetime().defaultRaw('clock_timestamp()'),
    saleId: reference(Sale, 'sale_id'),
    kind: p.string().length(60),
    data: p.json<Record<string, unknown>>().nullable(),
  },
  indexes: [{ name: 'sale_event_sale_idx', properties: ['companyId', 'saleId', 'at', 'id'] }],
});

/** Money taken for a sale, one row per payment line of the request. */
export const Payment = defineEntity({
  name: 'Payment',
  tableName: 'payment',
  ...ownTable('payment'),
  properties: {
    ...ownDated,
    saleId: reference(Sale, 'sale_id'),
    line: p.integer(),
    method: p.enum(['cash', 'card_terminal', 'transfer', 'store_credit'] as const),
    amount: amount(),
    currency: p.string().length(3),
    tendered: amount().nullable(),
    change: amount().default('0'),
    status: p.enum(['pending', 'recorded', 'reversed'] as const).default('pending'),
    recordedAt: p.datetime().nullable(),
    reversedAt: p.datetime().nullable(),
  },
  uniques: [...ownTable('payment').uniques, { name: 'payment_line_key', properties: ['companyId', 'saleId', 'line'] }],
  indexes: [{ name: 'payment_list_idx', properties: ['companyId', 'createdAt', 'id'] }],
  checks: [{ name: 'payment_amount_positive', expression: 'amount > 0' }],
});
