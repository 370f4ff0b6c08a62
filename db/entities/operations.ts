import { defineEntity, p } from '@mikro-orm/core';
import { TaxCertificate } from './certificate.ts';
import { DespatchAdvice } from './despatch.ts';
import { FiscalDocument } from './document.ts';
import { Note } from './note.ts';
import { own, ownDated, ownTable, reference, sealed } from './own.ts';
import { Sale } from './sale.ts';

const idempotency = {
  createdAt: p.datetime().defaultRaw('now()'),
  route: p.string().length(200),
  key: p.string().length(255),
  requestHash: p.blob(),
  state: p.enum(['running', 'done'] as const).default('running'),
  leaseUntil: p.datetime(),
  resourceId: p.uuid().nullable(),
  responseStatus: p.integer().nullable(),
  responseHeaders: p.json<Record<string, string>>().nullable(),
  responseBody: sealed().nullable(),
  expiresAt: p.datetime(),
};

/** A POST that was begun or answered under an Idempotency-Key. The answer is sealed. */
export const IdempotencyRecord = defineEntity({
  name: 'IdempotencyRecord',
  tableName: 'idempotency_record',
  ...ownTable('idempotency_record'),
  properties: { ...own, ...idempotency },
  uniques: [
    ...ownTable('idempotency_record').uniques,
    { name: 'idempotency_record_key_key', properties: ['companyId', 'route', 'key'] },
  ],
  indexes: [{ name: 'idempotency_record_expiry_idx', properties: ['companyId', 'expiresAt'] }],
});

/** The same for the operator, who has no company. Sealed under the master key. */
export const OperatorIdempotency = defineEntity({
  name: 'OperatorIdempotency',
  tableName: 'operator_idempotency',
  properties: { id: p.uuid().primary(), ...idempotency },
  uniques: [{ name: 'operator_idempotency_key_key', properties: ['route', 'key'] }],
});

/**
 * A committed intent to reach the outside; the relay claims it by lease. `subjectId` is what it is about; `lane` keeps
 * slow receivers (mail) from holding up the others.
 */
export const Outbox = defineEntity({
  name: 'Outbox',
  tableName: 'outbox',
  ...ownTable('outbox'),
  properties: {
    ...ownDated,
    topic: p.string().length(60),
    lane: p.enum(['process', 'mail'] as const).default('process'),
    subjectId: p.uuid(),
    requestId: p.string().length(100),
    body: sealed().nullable(),
    attempts: p.integer().default(0),
    dueAt: p.datetime().defaultRaw('now()'),
    sentAt: p.datetime().nullable(),
  },
  indexes: [{ name: 'outbox_due_idx', properties: ['lane', 'dueAt'], where: { sentAt: null } }],
});

/** Who changed what, in the transaction of the change. Append-only; `changes` is the sealed JSON of before and after. */
export const Audit = defineEntity({
  name: 'Audit',
  tableName: 'audit',
  ...ownTable('audit'),
  properties: {
    ...own,
    at: p.datetime().defaultRaw('now()'),
    actorKind: p.enum(['user', 'api_key', 'operator', 'process', 'system'] as const),
    actorId: p.uuid().nullable(),
    action: p.string().length(80),
    entity: p.string().length(60),
    entityId: p.uuid().nullable(),
    reason: p.string().length(500).nullable(),
    requestId: p.string().length(100),
    changes: sealed().nullable(),
  },
  indexes: [
    { name: 'audit_list_idx', properties: ['companyId', 'at', 'id'] },
    { name: 'audit_entity_idx', properties: ['companyId', 'entity', 'entityId', 'at'] },
    { name: 'audit_actor_idx', properties: ['companyId', 'actorId', 'at', 'id'] },
  ],
});

/** Something that waits for a person, or that a person must know. At most one open entry per code and subject. */
export const Attention = defineEntity({
  name: 'Attention',
  tableName: 'attention',
  ...ownTable('attention'),
  properties: {
    ...ownDated,
    kind: p.string().length(40),
    severity: p.enum(['info', 'warning', 'critical'] as const),
    code: p.string().length(80),
    detail: p.string().length(500),
    subjectId: p.uuid(),
    saleId: reference(Sale, 'sale_id').nullable(),
    noteId: reference(Note, 'note_id').nullable(),
    despatchId: reference(DespatchAdvice, 'despatch_id').nullable(),
    certificateId: reference(TaxCertificate, 'certificate_id').nullable(),
    documentId: reference(FiscalDocument, 'document_id').nullable(),
    options: p.array(),
    closedAt: p.datetime().nullable(),
    decision: p.string().length(40).nullable(),
    reason: p.string().length(500).nullable(),
    closedById: p.uuid().nullable(),
  },
  uniques: [
    ...ownTable('attention').uniques,
    { name: 'attention_open_key', properties: ['companyId', 'code', 'subjectId'], where: { closedAt: null } },
  ],
  indexes: [
    { name: 'attention_list_idx', properties: ['companyId', 'createdAt', 'id'] },
    { name: 'attention_open_list_idx', properties: ['companyId', 'createdAt', 'id'], where: { closedAt: null } },
    { name: 'attention_sale_idx', properties: ['companyId', 'saleId'] },
    { name: 'attention_note_idx', properties: ['companyId', 'noteId'] },
    { name: 'attention_despatch_idx', properties: ['companyId', 'despatchId'] },
    { name: 'attention_certificate_idx', properties: ['companyId', 'certificateId'] },
    { name: 'attention_document_idx', properties: ['companyId', 'documentId'] },
  ],
});

/** The two ways to SUNAT, each with credentials of its own: receipts (SOAP) and guías (REST). */
export const SUNAT_CHANNELS = ['cpe', 'gre'] as const;

/** Whether a company's documents may go to SUNAT now, by channel; closed by a configuration error until it is mended. */
export const SunatGate = defineEntity({
  name: 'SunatGate',
  tableName: 'sunat_gate',
  ...ownTable('sunat_gate'),
  properties: {
    ...own,
    updatedAt: p
      .datetime()
      .defaultRaw('now()')
      .onUpdate(() => new Date()),
    channel: p.enum(SUNAT_CHANNELS).default('cpe'),
    state: p.enum(['open', 'closed'] as const).default('open'),
    code: p.string().length(40).nullable(),
    reason: p.string().length(500).nullable(),
  },
  uniques: [
    ...ownTable('sunat_gate').uniques,
    { name: 'sunat_gate_company_key', properties: ['companyId', 'channel'] },
  ],
});

/** A process that waits for SUNAT (closed gate, open breaker); the relay releases the oldest by signal. */
export const SunatWait = defineEntity({
  name: 'SunatWait',
  tableName: 'sunat_wait',
  ...ownTable('sunat_wait'),
  properties: {
    ...own,
    workflowId: p.string().length(120),
    endpoint: p.string().length(200),
    channel: p.enum(SUNAT_CHANNELS).default('cpe'),
    since: p.datetime().defaultRaw('now()'),
    releasedAt: p.datetime().nullable(),
  },
  uniques: [
    ...ownTable('sunat_wait').uniques,
    { name: 'sunat_wait_workflow_key', properties: ['companyId', 'workflowId'] },
  ],
  indexes: [{ name: 'sunat_wait_oldest_idx', properties: ['since'], where: { releasedAt: null } }],
});

/** The shared state of the circuit breaker of one outside endpoint; global, holds nothing of a company. */
export const Breaker = defineEntity({
  name: 'Breaker',
  tableName: 'breaker',
  properties: {
    endpoint: p.string().length(200).primary(),
    state: p.enum(['closed', 'open', 'half_open'] as const).default('closed'),
    openUntil: p.datetime().nullable(),
    openings: p.integer().default(0),
    updatedAt: p
      .datetime()
      .defaultRaw('now()')
      .onUpdate(() => new Date()),
  },
});

/** Tables without company_id, each with its reason; the catalogue test reads this list. */
export const GLOBAL_TABLES = {
  company: 'is the tenant itself; its row policy compares its own id',
  signing_key: 'tokens are checked before the company is known',
  operator_idempotency: 'the operator has no company',
  breaker: 'state of an outside endpoint, shared by all companies',
  mikro_orm_migrations: 'bookkeeping of migrations',
} as const satisfies Record<string, string>;
