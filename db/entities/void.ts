import { defineEntity, p } from '@mikro-orm/core';
import { TaxCertificate } from './certificate.ts';
import { FiscalDocument } from './document.ts';
import { Note } from './note.ts';
import { ownDated, ownTable, reference } from './own.ts';
import { Sale } from './sale.ts';

export const VOID_STATUSES = [
  'received',
  'sending',
  'accepted',
  'completed',
  'needs_attention',
  'replaced',
  'cancelled',
] as const;
export type VoidStatus = (typeof VOID_STATUSES)[number];

/** While one of these stands no note is issued over the document, and no other act over it begins. */
export const LIVE_VOID: readonly VoidStatus[] = ['received', 'sending', 'accepted', 'needs_attention'];

/**
 * The voiding of a document at SUNAT (RA, RC with status 3, or RR of a certificate); the process `void-document` carries it. `accepted`:
 * SUNAT voided it, goods and money are still to be moved. `replaced`: a credit note took its place.
 */
export const DocumentVoid = defineEntity({
  name: 'DocumentVoid',
  tableName: 'document_void',
  ...ownTable('document_void'),
  properties: {
    ...ownDated,
    updatedAt: p
      .datetime()
      .defaultRaw('now()')
      .onUpdate(() => new Date()),
    status: p.enum(VOID_STATUSES).default('received'),
    act: p.enum(['voided_documents', 'daily_summary', 'reversal'] as const),
    documentId: reference(FiscalDocument, 'document_id'),
    /** The sale it is about; of a certificate none. */
    saleId: reference(Sale, 'sale_id').nullable(),
    noteId: reference(Note, 'note_id').nullable(),
    certificateId: reference(TaxCertificate, 'certificate_id').nullable(),
    reason: p.string().length(100),
    attempt: p.integer().default(1),
    workflowId: p.string().length(120),
    requestId: p.string().length(100),
    creditNoteId: reference(Note, 'credit_note_id').nullable(),
    version: p.integer().version(),
  },
  uniques: [
    ...ownTable('document_void').uniques,
    { name: 'document_void_live_key', properties: ['companyId', 'documentId'], where: { status: { $in: LIVE_VOID } } },
  ],
  indexes: [
    { name: 'document_void_document_idx', properties: ['companyId', 'documentId'] },
    { name: 'document_void_sale_idx', properties: ['companyId', 'saleId'] },
    { name: 'document_void_note_idx', properties: ['companyId', 'noteId'] },
    { name: 'document_void_certificate_idx', properties: ['companyId', 'certificateId'] },
    { name: 'document_void_credit_note_idx', properties: ['companyId', 'creditNoteId'] },
  ],
});
