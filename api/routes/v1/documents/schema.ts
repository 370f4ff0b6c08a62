import { z } from 'zod';
import { MAIL_STATUSES } from '../../../../services/mail/delivery.ts';
import { DOCUMENT_STATUSES } from '../../../../services/sales/statuses.ts';
import { DocumentRef, money, Totals } from '../sales/schema.ts';

export const Document = z
  .object({
    id: z.uuid(),
    sale_id: z.uuid().nullable(),
    type: z.string().describe('Catalogue 01.'),
    series: z.string(),
    number: z.int(),
    full_number: z.string(),
    issue_date: z.string().describe('Legal date in Lima.'),
    issue_time: z.string(),
    currency: z.string(),
    totals: Totals,
    hash: z.string().describe('DigestValue of the signature.'),
    qr: z.string().describe("Text of the printed QR; a person's number is masked unless revealed."),
    status: z.enum(DOCUMENT_STATUSES),
    environment: z
      .enum(['sandbox', 'beta', 'production', 'ose'])
      .describe(
        'Where it was issued for and is sent, whatever the company uses now; in sandbox and beta it is a test.',
      ),
    sunat: z
      .object({
        code: z.string().nullable(),
        description: z.string().nullable(),
        observations: z.array(z.object({ code: z.string(), text: z.string() })),
        evidence: z
          .enum(['cdr', 'validity_query', 'person'])
          .nullable()
          .describe('`person`: a guía that somebody has seen in SUNAT’s portal, its CDR being lost.'),
        received_at: z.iso.datetime().nullable(),
        ticket: z.string().nullable().describe('Of a guía, or of the summary that tells a document or voids it.'),
      })
      .nullable()
      .describe('Its last word; null before it said anything.'),
    amends: DocumentRef.nullable().describe('What a note amends; null on other documents.'),
    notes: z.array(DocumentRef.extend({ note_id: z.uuid(), total: money })).describe('Notes issued over it.'),
    issue_attempt: z.int(),
    file_version: z.int(),
    deadline_at: z.iso.datetime().describe('Last moment at which SUNAT takes it.'),
    created_at: z.iso.datetime(),
  })
  .meta({ id: 'Document' });

export const Submission = z
  .object({
    id: z.uuid(),
    operation: z.string(),
    file_version: z.int(),
    started_at: z.iso.datetime(),
    finished_at: z.iso.datetime().nullable(),
    outcome: z.string().nullable(),
    code: z.string().nullable(),
    description: z.string().nullable(),
    request_id: z.string(),
  })
  .meta({ id: 'Submission' });

export const DocumentMail = z
  .object({
    id: z.uuid(),
    document_id: z.uuid(),
    to: z.string().describe('Masked unless it is revealed.'),
    status: z
      .enum(MAIL_STATUSES)
      .describe('`bounced`: the server refused it for good; `failed`: two days without success.'),
    attempts: z.int(),
    outcome_code: z.string().nullable().describe('Why the last attempt did not succeed.'),
    smtp_status: z.string().nullable().describe("The mail server's digits, `550 5.1.1`."),
    message_id: z.string().nullable(),
    sent_at: z.iso.datetime().nullable(),
    created_at: z.iso.datetime(),
  })
  .meta({ id: 'DocumentMail' });
