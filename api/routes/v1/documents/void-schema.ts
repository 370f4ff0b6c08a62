import { z } from 'zod';

const ACTS = ['credit_note', 'voided_documents', 'daily_summary', 'reversal'] as const;

const VoidOption = z.object({
  act: z.enum(ACTS),
  reason_code: z.string().optional().describe('Catalogue 09, of a credit note.'),
  allowed: z.boolean(),
  reason: z.string().describe('For people: when it fits, or why it does not.'),
  deadline: z.iso.datetime().optional().describe('Last second at which SUNAT takes it.'),
});

export const VoidOptions = z
  .object({
    delivered_to_buyer: z.boolean().describe('As asked, or what is taken as true.'),
    options: z.array(VoidOption),
    recommended: VoidOption.nullable().describe('What `POST /documents/{id}/void` does.'),
    refusal: z.object({ code: z.string(), detail: z.string() }).nullable().describe('Why none is allowed.'),
  })
  .meta({ id: 'VoidOptions' });

export const DocumentVoid = z
  .object({
    id: z.uuid().nullable().describe('Null where the act is a credit note.'),
    document_id: z.uuid(),
    act: z.enum(ACTS),
    status: z
      .string()
      .describe(
        '`received`, `sending`, `accepted` (SUNAT voided it; goods and money follow), `completed`, `needs_attention`, ' +
          "`replaced` (by a credit note), `cancelled` (given up: the document stands); of a credit note the note's.",
      ),
    reason: z.string(),
    attempt: z.int(),
    files: z
      .array(
        z.object({
          id: z.uuid(),
          name: z.string(),
          status: z.string(),
          ticket: z.string().nullable(),
          code: z.string().nullable(),
          description: z.string().nullable(),
        }),
      )
      .describe('What went to SUNAT, oldest first.'),
    attention: z
      .object({ id: z.uuid(), code: z.string(), detail: z.string(), options: z.array(z.string()) })
      .nullable(),
    note_id: z.uuid().nullable().describe('The credit note that is the act, or that took its place.'),
    workflow_id: z.string(),
    created_at: z.iso.datetime(),
  })
  .meta({ id: 'DocumentVoid' });
