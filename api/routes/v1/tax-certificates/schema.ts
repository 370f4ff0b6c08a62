import { z } from 'zod';
import { NOTE_STATUSES } from '../../../../services/sales/statuses.ts';
import { DocumentRef } from '../sales/schema.ts';

const text = z.string().nullable();
const soles = z.string().describe('Soles.');

const RelatedDocument = z.object({
  type: z.string().describe('Catalogue 01.'),
  number: z.string(),
  issue_date: z.iso.date(),
  currency: z.string(),
  total: z.string(),
  payment: z.object({ number: z.string(), date: z.iso.date(), amount: z.string() }).nullable(),
  exchange: z.object({ rate: z.string(), date: z.iso.date() }).nullable(),
  amount: soles.nullable().describe('Retained or perceived, soles.'),
  net: soles.nullable().describe('Paid or cashed in all, soles.'),
});

export const TaxCertificate = z
  .object({
    id: z.uuid(),
    type: z.enum(['20', '40']).describe('Retention or perception.'),
    status: z.enum(NOTE_STATUSES),
    workflow_id: z.string(),
    establishment_id: z.uuid(),
    series: z.string(),
    receiver: z.object({
      document_type: z.string(),
      document_number: z.string().describe("Masked when it is a person's, unless revealed or just sent."),
      name: z.string(),
      address: text,
    }),
    regime: z.string().describe('Catalogue 23 (retention) or 22 (perception).'),
    rate: z.string().describe('Percent.'),
    withheld: soles,
    paid: soles.describe('What the supplier got, or the customer paid, in all; soles.'),
    note: text,
    related_documents: z.array(RelatedDocument),
    warnings: z.array(
      z.object({ pointer: z.string(), code: z.string(), detail: z.string(), sunat_code: z.string().nullable() }),
    ),
    document: DocumentRef.nullable().describe('The current one; null before issue.'),
    documents: z.array(DocumentRef),
    attention: z
      .object({ id: z.uuid(), code: z.string(), detail: z.string(), options: z.array(z.string()) })
      .nullable()
      .describe('What the certificate waits for, in `needs_attention`.'),
    cancellation: z.object({ code: z.string(), reason: z.string() }).nullable(),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
  })
  .meta({ id: 'TaxCertificate' });
