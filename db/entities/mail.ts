import { defineEntity, p } from '@mikro-orm/core';
import { FiscalDocument } from './document.ts';
import { ownDated, ownTable, reference, sealed } from './own.ts';

export const MAIL_STATUSES = ['queued', 'sent', 'bounced', 'failed'] as const;
export type MailStatus = (typeof MAIL_STATUSES)[number];

const updatedAt = p
  .datetime()
  .defaultRaw('now()')
  .onUpdate(() => new Date());

/** What a company writes to its buyers instead of the hub's own text; at most one row a company. */
export const MailTemplate = defineEntity({
  name: 'MailTemplate',
  tableName: 'mail_template',
  ...ownTable('mail_template'),
  properties: {
    ...ownDated,
    updatedAt,
    subject: p.string().length(200),
    text: p.text(),
    version: p.integer().version(),
  },
  uniques: [...ownTable('mail_template').uniques, { name: 'mail_template_company_key', properties: ['companyId'] }],
});

/** One document on its way to one address. The message's id is made from this row's, so that a resend is known as one. */
export const MailDelivery = defineEntity({
  name: 'MailDelivery',
  tableName: 'mail_delivery',
  ...ownTable('mail_delivery'),
  properties: {
    ...ownDated,
    updatedAt,
    documentId: reference(FiscalDocument, 'document_id'),
    recipient: sealed(),
    status: p.enum(MAIL_STATUSES).default('queued'),
    attempts: p.integer().default(0),
    outcomeCode: p.string().length(40).nullable(),
    smtpStatus: p.string().length(20).nullable(),
    messageId: p.string().length(300).nullable(),
    sentAt: p.datetime().nullable(),
    requestId: p.string().length(100),
  },
  indexes: [{ name: 'mail_delivery_document_idx', properties: ['companyId', 'documentId', 'createdAt', 'id'] }],
  checks: [{ name: 'mail_delivery_attempts_nonnegative', expression: 'attempts >= 0' }],
});
