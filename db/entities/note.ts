import { defineEntity, p } from '@mikro-orm/core';
import { Product } from './catalogue.ts';
import { FiscalDocument } from './document.ts';
import { amount, own, ownDated, ownTable, quantity, reference, sealed, unitAmount } from './own.ts';
import { Payment, Sale, type StoredTotals, type StoredWarning } from './sale.ts';

export type { StoredWarning } from './sale.ts';

export const NOTE_STATUSES = ['received', 'issued', 'completed', 'cancelled', 'needs_attention'] as const;
export type NoteStatus = (typeof NOTE_STATUSES)[number];

export interface StoredNoteCancellation {
  readonly code: string;
  readonly reason: string;
}

/**
 * A credit (07) or debit (08) note over a document of a sale; the process `note-to-cdr` carries it. `draft` is the sealed
 * JSON of the note as it was checked, all but its date and number.
 */
export const Note = defineEntity({
  name: 'Note',
  tableName: 'note',
  ...ownTable('note'),
  properties: {
    ...ownDated,
    updatedAt: p
      .datetime()
      .defaultRaw('now()')
      .onUpdate(() => new Date()),
    status: p.enum(NOTE_STATUSES).default('received'),
    kind: p.enum(['07', '08'] as const),
    saleId: reference(Sale, 'sale_id'),
    amendedId: reference(FiscalDocument, 'amended_id'),
    documentId: reference(FiscalDocument, 'document_id').nullable(),
    reasonCode: p.string().length(2),
    reason: p.string().length(500),
    effects: p.enum(['none', 'stock', 'money', 'both'] as const),
    series: p.string().length(4),
    currency: p.string().length(3),
    totals: p.json<StoredTotals>(),
    total: amount(),
    draft: sealed(),
    warnings: p.json<readonly StoredWarning[]>(),
    workflowId: p.string().length(120),
    requestId: p.string().length(100),
    issueAttempt: p.integer().default(1),
    cancellation: p.json<StoredNoteCancellation>().nullable(),
    version: p.integer().version(),
  },
  indexes: [
    { name: 'note_list_idx', properties: ['companyId', 'kind', 'createdAt', 'id'] },
    { name: 'note_status_idx', properties: ['companyId', 'kind', 'status', 'createdAt', 'id'] },
    { name: 'note_sale_idx', properties: ['companyId', 'saleId'] },
    { name: 'note_amended_idx', properties: ['companyId', 'amendedId'] },
    { name: 'note_document_idx', properties: ['companyId', 'documentId'] },
  ],
  checks: [{ name: 'note_total_nonnegative', expression: 'total >= 0' }],
});

/** A line of a note: what it takes of (or adds to) a line of the amended document, and the goods that come back. */
export const NoteLine = defineEntity({
  name: 'NoteLine',
  tableName: 'note_line',
  ...ownTable('note_line'),
  properties: {
    ...own,
    noteId: reference(Note, 'note_id'),
    line: p.integer(),
    amends: p.integer().nullable(),
    productId: reference(Product, 'product_id').nullable(),
    sku: p.string().length(30),
    description: p.string().length(500),
    unitCode: p.string().length(3),
    quantity: quantity(),
    returned: quantity(),
    unitPrice: unitAmount(),
    igvAffectation: p.string().length(2),
    value: amount(),
    igv: amount(),
    total: amount(),
  },
  uniques: [
    ...ownTable('note_line').uniques,
    { name: 'note_line_number_key', properties: ['companyId', 'noteId', 'line'] },
  ],
  indexes: [{ name: 'note_line_product_idx', properties: ['companyId', 'productId'] }],
  checks: [{ name: 'note_line_returned_range', expression: 'returned >= 0 and returned <= quantity' }],
});

/** What happened to a note, in order. Append-only, nothing personal. */
export const NoteEvent = defineEntity({
  name: 'NoteEvent',
  tableName: 'note_event',
  ...ownTable('note_event'),
  properties: {
    ...own,
    at: p.datetime().defaultRaw('clock_timestamp()'),
    noteId: reference(Note, 'note_id'),
    kind: p.string().length(60),
    data: p.json<Record<string, unknown>>().nullable(),
  },
  indexes: [{ name: 'note_event_note_idx', properties: ['companyId', 'noteId', 'at', 'id'] }],
});

/** Money given back by a note, to the payment it came from. */
export const Refund = defineEntity({
  name: 'Refund',
  tableName: 'refund',
  ...ownTable('refund'),
  properties: {
    ...ownDated,
    noteId: reference(Note, 'note_id'),
    saleId: reference(Sale, 'sale_id'),
    paymentId: reference(Payment, 'payment_id'),
    method: p.enum(['cash', 'card_terminal', 'transfer', 'store_credit'] as const),
    amount: amount(),
    currency: p.string().length(3),
    status: p.enum(['recorded', 'reversed'] as const).default('recorded'),
    reversedAt: p.datetime().nullable(),
  },
  uniques: [
    ...ownTable('refund').uniques,
    { name: 'refund_payment_key', properties: ['companyId', 'noteId', 'paymentId'] },
  ],
  indexes: [
    { name: 'refund_sale_idx', properties: ['companyId', 'saleId'] },
    { name: 'refund_payment_idx', properties: ['companyId', 'paymentId'] },
  ],
  checks: [{ name: 'refund_amount_positive', expression: 'amount > 0' }],
});
