import { z } from 'zod';

export const Attention = z
  .object({
    id: z.uuid(),
    kind: z.string(),
    severity: z.enum(['info', 'warning', 'critical']),
    code: z.string(),
    detail: z.string(),
    subject_id: z.uuid(),
    sale_id: z.uuid().nullable(),
    note_id: z.uuid().nullable(),
    despatch_id: z.uuid().nullable(),
    certificate_id: z.uuid().nullable().describe('Of a certificate of retention or perception.'),
    document_id: z.uuid().nullable(),
    options: z.array(z.string()).describe('Decisions that are possible now.'),
    created_at: z.iso.datetime(),
    closed_at: z.iso.datetime().nullable(),
    decision: z.string().nullable(),
    reason: z.string().nullable(),
  })
  .meta({ id: 'Attention' });
