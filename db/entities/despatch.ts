import { defineEntity, p } from '@mikro-orm/core';
import { FiscalDocument } from './document.ts';
import { NOTE_STATUSES, type StoredNoteCancellation, type StoredWarning } from './note.ts';
import { own, ownDated, ownTable, reference, sealed } from './own.ts';
import { Sale } from './sale.ts';
import { Warehouse } from './company.ts';

/** A guía waits, goes on and ends as a note does. */
export const DESPATCH_STATUSES = NOTE_STATUSES;
export type DespatchStatus = (typeof DESPATCH_STATUSES)[number];

/**
 * A guía de remisión of the sender (09) or the carrier (31); the process `despatch-advice` carries it. `draft` is the
 * sealed JSON of the guía as it was checked, all but its date and number: it names recipients and drivers.
 */
export const DespatchAdvice = defineEntity({
  name: 'DespatchAdvice',
  tableName: 'despatch_advice',
  ...ownTable('despatch_advice'),
  properties: {
    ...ownDated,
    updatedAt: p
      .datetime()
      .defaultRaw('now()')
      .onUpdate(() => new Date()),
    status: p.enum(DESPATCH_STATUSES).default('received'),
    type: p.enum(['09', '31'] as const),
    series: p.string().length(4),
    /** Where the goods leave; its establishment issues. */
    warehouseId: reference(Warehouse, 'warehouse_id'),
    saleId: reference(Sale, 'sale_id').nullable(),
    /** The transfer between warehouses that it covers; transfers themselves come later. */
    transferId: p.uuid().nullable(),
    documentId: reference(FiscalDocument, 'document_id').nullable(),
    motive: p.string().length(2).nullable(),
    mode: p.string().length(2).nullable(),
    startDate: p.type('date').$type<string>(),
    draft: sealed(),
    warnings: p.json<readonly StoredWarning[]>(),
    workflowId: p.string().length(120),
    requestId: p.string().length(100),
    issueAttempt: p.integer().default(1),
    cancellation: p.json<StoredNoteCancellation>().nullable(),
    version: p.integer().version(),
  },
  indexes: [
    { name: 'despatch_advice_list_idx', properties: ['companyId', 'createdAt', 'id'] },
    { name: 'despatch_advice_status_idx', properties: ['companyId', 'status', 'createdAt', 'id'] },
    { name: 'despatch_advice_type_idx', properties: ['companyId', 'type', 'createdAt', 'id'] },
    { name: 'despatch_advice_sale_idx', properties: ['companyId', 'saleId', 'createdAt', 'id'] },
    { name: 'despatch_advice_warehouse_idx', properties: ['companyId', 'warehouseId'] },
    { name: 'despatch_advice_document_idx', properties: ['companyId', 'documentId'] },
  ],
});

/** What happened to a guía, in order. Append-only, nothing personal. */
export const DespatchEvent = defineEntity({
  name: 'DespatchEvent',
  tableName: 'despatch_event',
  ...ownTable('despatch_event'),
  properties: {
    ...own,
    at: p.datetime().defaultRaw('clock_timestamp()'),
    despatchId: reference(DespatchAdvice, 'despatch_id'),
    kind: p.string().length(60),
    data: p.json<Record<string, unknown>>().nullable(),
  },
  indexes: [{ name: 'despatch_event_despatch_idx', properties: ['companyId', 'despatchId', 'at', 'id'] }],
});
