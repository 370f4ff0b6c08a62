import { defineEntity, p } from '@mikro-orm/core';
import { SUNAT_ENVIRONMENTS } from './company.ts';
import { amount, own, ownDated, ownTable, reference, sealed } from './own.ts';
import { Sale, type StoredTotals } from './sale.ts';

export const DOCUMENT_STATUSES = [
  'issued',
  'sending',
  'accepted',
  'observed',
  'rejected',
  'pending',
  'unknown',
  'expired',
  'voided',
] as const;
export type DocumentStatus = (typeof DOCUMENT_STATUSES)[number];

export interface StoredObservation {
  readonly code: string;
  readonly text: string;
}

/**
 * A numbered, signed fiscal document of a sale or of a note (`source*`). `saleId` is the sale it is about in both cases;
 * `environment` is the company's at issue: the document goes there, whatever the company's is later.
 * `sunat*` is what SUNAT last answered; the answers in full are submissions.
 */
export const FiscalDocument = defineEntity({
  name: 'FiscalDocument',
  tableName: 'fiscal_document',
  ...ownTable('fiscal_document'),
  properties: {
    ...ownDated,
    updatedAt: p
      .datetime()
      .defaultRaw('now()')
      .onUpdate(() => new Date()),
    saleId: reference(Sale, 'sale_id').nullable(),
    sourceType: p.enum(['sale', 'note', 'despatch', 'certificate'] as const),
    sourceId: p.uuid(),
    issueAttempt: p.integer(),
    environment: p.enum(SUNAT_ENVIRONMENTS),
    type: p.string().length(2),
    series: p.string().length(4),
    number: p.integer(),
    issueDate: p.type('date').$type<string>(),
    issueTime: p.string().length(8),
    currency: p.string().length(3),
    totals: p.json<StoredTotals>(),
    total: amount(),
    hash: p.string().length(100),
    qr: sealed(),
    fileName: p.string().length(60),
    fileVersion: p.integer().default(1),
    status: p.enum(DOCUMENT_STATUSES).default('issued'),
    deadlineAt: p.datetime(),
    sunatCode: p.string().length(10).nullable(),
    sunatDescription: p.text().nullable(),
    observations: p.json<readonly StoredObservation[]>().nullable(),
    evidence: p.enum(['cdr', 'validity_query', 'person'] as const).nullable(),
    sunatReceivedAt: p.datetime().nullable(),
    settledAt: p.datetime().nullable(),
    version: p.integer().version(),
  },
  uniques: [
    ...ownTable('fiscal_document').uniques,
    { name: 'fiscal_document_number_key', properties: ['companyId', 'type', 'series', 'number'] },
    {
      name: 'fiscal_document_attempt_key',
      properties: ['companyId', 'sourceType', 'sourceId', 'type', 'issueAttempt'],
    },
    {
      name: 'fiscal_document_live_key',
      properties: ['companyId', 'sourceType', 'sourceId', 'type'],
      where: { status: { $nin: ['rejected', 'expired', 'voided'] } },
    },
  ],
  indexes: [
    { name: 'fiscal_document_list_idx', properties: ['companyId', 'createdAt', 'id'] },
    { name: 'fiscal_document_status_idx', properties: ['companyId', 'status', 'createdAt', 'id'] },
    { name: 'fiscal_document_type_idx', properties: ['companyId', 'type', 'createdAt', 'id'] },
    { name: 'fiscal_document_sale_idx', properties: ['companyId', 'saleId'] },
    // A month's register of sales, in its order.
    { name: 'fiscal_document_book_idx', properties: ['companyId', 'issueDate', 'type', 'series', 'number'] },
  ],
  checks: [
    { name: 'fiscal_document_number_range', expression: 'number between 1 and 99999999' },
    { name: 'fiscal_document_total_nonnegative', expression: 'total >= 0' },
  ],
});

/** The bytes of a document: the signed XML (one row per file version) and SUNAT's CDR. Immutable, sealed. */
export const DocumentFile = defineEntity({
  name: 'DocumentFile',
  tableName: 'document_file',
  ...ownTable('document_file'),
  properties: {
    ...ownDated,
    documentId: reference(FiscalDocument, 'document_id'),
    kind: p.enum(['xml', 'cdr'] as const),
    fileVersion: p.integer(),
    name: p.string().length(80),
    sha256: p.string().length(64),
    body: sealed(),
  },
  uniques: [
    ...ownTable('document_file').uniques,
    { name: 'document_file_version_key', properties: ['companyId', 'documentId', 'kind', 'fileVersion'] },
  ],
});

/** One call to SUNAT about a document: begun before it leaves, finished with its outcome. Never holds credentials. */
export const Submission = defineEntity({
  name: 'Submission',
  tableName: 'submission',
  ...ownTable('submission'),
  properties: {
    ...own,
    documentId: reference(FiscalDocument, 'document_id'),
    operation: p.enum(['sendBill', 'getStatusCdr', 'validity', 'greSend', 'greStatus'] as const),
    fileVersion: p.integer(),
    startedAt: p.datetime().defaultRaw('clock_timestamp()'),
    finishedAt: p.datetime().nullable(),
    outcome: p.string().length(40).nullable(),
    code: p.string().length(20).nullable(),
    description: p.text().nullable(),
    /** What SUNAT answered a `greSend` with; its status is asked by it. */
    ticket: p.string().length(60).nullable(),
    requestId: p.string().length(100),
  },
  indexes: [{ name: 'submission_document_idx', properties: ['companyId', 'documentId', 'startedAt', 'id'] }],
});
