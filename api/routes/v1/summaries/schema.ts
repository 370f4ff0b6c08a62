import { z } from 'zod';
import { SUMMARY_STATUSES } from '../../../../services/summaries/read-summaries.ts';
import { DocumentRef } from '../sales/schema.ts';

export const SummaryFile = z
  .object({
    id: z.uuid(),
    kind: z.enum(['RC', 'RA', 'RR']).describe('Daily summary, voided documents, reversals.'),
    name: z.string().describe('`RC-20261125-1`.'),
    file_name: z.string(),
    status: z.enum(SUMMARY_STATUSES),
    generation_date: z.iso.date(),
    reference_date: z.iso.date().describe('Issue date of its documents.'),
    line_count: z.int(),
    environment: z.enum(['sandbox', 'beta', 'production', 'ose']),
    ticket: z.string().nullable(),
    sunat: z
      .object({
        code: z.string().nullable(),
        description: z.string().nullable(),
        observations: z.array(z.object({ code: z.string(), text: z.string() })),
        evidence: z
          .enum(['cdr', 'validity_query', 'person'])
          .nullable()
          .describe('`person`: somebody saw it in SUNAT’s portal.'),
        received_at: z.iso.datetime().nullable(),
      })
      .nullable()
      .describe("SUNAT's last word; null before it said anything."),
    replaces_id: z.uuid().nullable().describe('The rejected file whose documents it carries on.'),
    replaced_by: z.array(z.uuid()),
    workflow_id: z.string(),
    attention: z
      .object({ id: z.uuid(), code: z.string(), detail: z.string(), options: z.array(z.string()) })
      .nullable()
      .describe('What it waits for a person for.'),
    hash: z.string(),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
  })
  .meta({ id: 'SummaryFile' });

export const SummaryFileWithLines = SummaryFile.extend({
  lines: z.array(
    z.object({
      line: z.int(),
      document: DocumentRef,
      condition: z.enum(['add', 'modify', 'void']),
      reason: z.string().nullable(),
      outcome: z
        .enum(['open', 'accepted', 'returned', 'set_aside', 'excluded'])
        .describe(
          '`returned`: free for another file; `set_aside`: refused, waits for a person; `excluded`: stays out.',
        ),
      code: z.string().nullable(),
    }),
  ),
}).meta({ id: 'SummaryFileWithLines' });

export const AskedRound = z
  .object({
    workflow_id: z.string(),
    date: z.iso.date().describe('Lima date of the day whose process makes the round.'),
    reference_date: z.iso.date().nullable(),
  })
  .meta({ id: 'AskedRound' });
