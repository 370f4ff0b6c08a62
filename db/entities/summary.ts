import { defineEntity, p } from '@mikro-orm/core';
import { FiscalDocument, type StoredObservation } from './document.ts';
import { own, ownDated, ownTable, reference, sealed } from './own.ts';

export const SUMMARY_KINDS = ['RC', 'RA', 'RR'] as const;
export type SummaryKind = (typeof SUMMARY_KINDS)[number];

export const SUMMARY_STATUSES = [
  'issued',
  'sending',
  'accepted',
  'observed',
  'rejected',
  'pending',
  'unknown',
] as const;
export type SummaryStatus = (typeof SUMMARY_STATUSES)[number];

/** How a line stands: `returned` is free for another file, `set_aside` waits for a person, `excluded` stays out. */
export const LINE_OUTCOMES = ['open', 'accepted', 'returned', 'set_aside', 'excluded'] as const;
export type LineOutcome = (typeof LINE_OUTCOMES)[number];

/**
 * A file that SUNAT answers by ticket: daily summary (RC), voided documents (RA), reversals (RR). It goes to the
 * environment it was issued for. `replaces` is the rejected file whose lines it carries on; `workflowId` the process
 * that carries it.
 */
export const SummaryFile = defineEntity({
  name: 'SummaryFile',
  tableName: 'summary_file',
  ...ownTable('summary_file'),
  properties: {
    ...ownDated,
    updatedAt: p
      .datetime()
      .defaultRaw('now()')
      .onUpdate(() => new Date()),
    kind: p.enum(SUMMARY_KINDS),
    generationDate: p.type('date').$type<string>(),
    referenceDate: p.type('date').$type<string>(),
    correlativo: p.integer(),
    fileName: p.string().length(60),
    hash: p.string().length(100),
    lineCount: p.integer(),
    status: p.enum(SUMMARY_STATUSES).default('issued'),
    environment: p.enum(['sandbox', 'beta', 'production', 'ose'] as const),
    ticket: p.string().length(60).nullable(),
    ticketAt: p.datetime().nullable(),
    sunatCode: p.string().length(10).nullable(),
    sunatDescription: p.text().nullable(),
    observations: p.json<readonly StoredObservation[]>().nullable(),
    evidence: p.enum(['cdr', 'validity_query', 'person'] as const).nullable(),
    sunatReceivedAt: p.datetime().nullable(),
    settledAt: p.datetime().nullable(),
    replacesId: p.uuid().nullable(),
    workflowId: p.string().length(120),
    requestId: p.string().length(100),
    version: p.integer().version(),
  },
  uniques: [
    ...ownTable('summary_file').uniques,
    {
      name: 'summary_file_number_key',
      properties: ['companyId', 'kind', 'generationDate', 'correlativo'],
    },
  ],
  indexes: [
    { name: 'summary_file_list_idx', properties: ['companyId', 'kind', 'createdAt', 'id'] },
    { name: 'summary_file_status_idx', properties: ['companyId', 'kind', 'status', 'createdAt', 'id'] },
    { name: 'summary_file_replaces_idx', properties: ['companyId', 'replacesId'] },
    { name: 'summary_file_open_idx', properties: ['companyId', 'workflowId'], where: { settledAt: null } },
  ],
  checks: [
    { name: 'summary_file_number_range', expression: 'correlativo between 1 and 99999' },
    { name: 'summary_file_dates', expression: 'reference_date <= generation_date' },
  ],
});

/** The bytes of such a file: the signed XML and SUNAT's CDR. Immutable, sealed. */
export const SummaryBody = defineEntity({
  name: 'SummaryBody',
  tableName: 'summary_body',
  ...ownTable('summary_body'),
  properties: {
    ...ownDated,
    summaryId: reference(SummaryFile, 'summary_id'),
    kind: p.enum(['xml', 'cdr'] as const),
    name: p.string().length(80),
    sha256: p.string().length(64),
    body: sealed(),
  },
  uniques: [
    ...ownTable('summary_body').uniques,
    { name: 'summary_body_kind_key', properties: ['companyId', 'summaryId', 'kind'] },
  ],
});

/**
 * What a file says of one document (catalogue 19: 1 add, 2 modify, 3 void). A document stands in one live line per
 * condition at most: nothing is told twice while it is in doubt.
 */
export const SummaryLine = defineEntity({
  name: 'SummaryLine',
  tableName: 'summary_line',
  ...ownTable('summary_line'),
  properties: {
    ...own,
    summaryId: reference(SummaryFile, 'summary_id'),
    line: p.integer(),
    documentId: reference(FiscalDocument, 'document_id'),
    condition: p.enum(['1', '2', '3'] as const),
    reason: p.string().length(100).nullable(),
    outcome: p.enum(LINE_OUTCOMES).default('open'),
    code: p.string().length(10).nullable(),
    settledAt: p.datetime().nullable(),
  },
  uniques: [
    ...ownTable('summary_line').uniques,
    { name: 'summary_line_number_key', properties: ['companyId', 'summaryId', 'line'] },
    {
      name: 'summary_line_live_key',
      properties: ['companyId', 'documentId', 'condition'],
      where: { outcome: { $ne: 'returned' } },
    },
  ],
  indexes: [{ name: 'summary_line_document_idx', properties: ['companyId', 'documentId'] }],
});

/** One call to SUNAT about a file: begun before it leaves, finished with its outcome. Never holds credentials. */
export const SummarySubmission = defineEntity({
  name: 'SummarySubmission',
  tableName: 'summary_submission',
  ...ownTable('summary_submission'),
  properties: {
    ...own,
    summaryId: reference(SummaryFile, 'summary_id'),
    operation: p.enum(['sendSummary', 'getStatus'] as const),
    startedAt: p.datetime().defaultRaw('clock_timestamp()'),
    finishedAt: p.datetime().nullable(),
    outcome: p.string().length(40).nullable(),
    code: p.string().length(20).nullable(),
    description: p.text().nullable(),
    requestId: p.string().length(100),
  },
  indexes: [{ name: 'summary_submission_idx', properties: ['companyId', 'summaryId', 'startedAt', 'id'] }],
});
