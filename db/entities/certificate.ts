import { defineEntity, p } from '@mikro-orm/core';
import { Establishment } from './company.ts';
import { FiscalDocument } from './document.ts';
import { NOTE_STATUSES, type StoredNoteCancellation, type StoredWarning } from './note.ts';
import { amount, own, ownDated, ownTable, reference, sealed } from './own.ts';

/** A certificate waits, goes on and ends as a note does. */
export const CERTIFICATE_STATUSES = NOTE_STATUSES;
export type CertificateStatus = (typeof CERTIFICATE_STATUSES)[number];

/**
 * A certificate of retention (20) or perception (40); the process `certificate-to-cdr` carries it. `draft` is the sealed
 * JSON of the certificate as it was checked, all but its date and number: it may name a person. Amounts in soles.
 */
export const TaxCertificate = defineEntity({
  name: 'TaxCertificate',
  tableName: 'tax_certificate',
  ...ownTable('tax_certificate'),
  properties: {
    ...ownDated,
    updatedAt: p
      .datetime()
      .defaultRaw('now()')
      .onUpdate(() => new Date()),
    status: p.enum(CERTIFICATE_STATUSES).default('received'),
    type: p.enum(['20', '40'] as const),
    series: p.string().length(4),
    establishmentId: reference(Establishment, 'establishment_id'),
    documentId: reference(FiscalDocument, 'document_id').nullable(),
    regime: p.string().length(2),
    withheld: amount(),
    paid: amount(),
    draft: sealed(),
    warnings: p.json<readonly StoredWarning[]>(),
    workflowId: p.string().length(120),
    requestId: p.string().length(100),
    issueAttempt: p.integer().default(1),
    cancellation: p.json<StoredNoteCancellation>().nullable(),
    version: p.integer().version(),
  },
  indexes: [
    { name: 'tax_certificate_list_idx', properties: ['companyId', 'type', 'createdAt', 'id'] },
    { name: 'tax_certificate_status_idx', properties: ['companyId', 'type', 'status', 'createdAt', 'id'] },
    { name: 'tax_certificate_establishment_idx', properties: ['companyId', 'establishmentId'] },
    { name: 'tax_certificate_document_idx', properties: ['companyId', 'documentId'] },
  ],
  checks: [{ name: 'tax_certificate_amounts_positive', expression: 'withheld > 0 and paid > 0' }],
});

/** What happened to a certificate, in order. Append-only, nothing personal. */
export const CertificateEvent = defineEntity({
  name: 'CertificateEvent',
  tableName: 'certificate_event',
  ...ownTable('certificate_event'),
  properties: {
    ...own,
    at: p.datetime().defaultRaw('clock_timestamp()'),
    certificateId: reference(TaxCertificate, 'certificate_id'),
    kind: p.string().length(60),
    data: p.json<Record<string, unknown>>().nullable(),
  },
  indexes: [{ name: 'certificate_event_certificate_idx', properties: ['companyId', 'certificateId', 'at', 'id'] }],
});
