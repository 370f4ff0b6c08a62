import { z } from 'zod';
import type { NoteRequest, NoteType } from '../../domain/fiscal/note.ts';
import { id, line, unsigned } from '../fields.ts';

const money = unsigned(12, 2);

const NoteLineInput = z.strictObject({
  line: z.int().min(1).max(999).describe('Number of the line on the amended document, from 1.'),
  quantity: unsigned(9, 6).optional().describe('Goods that come back.'),
  amount: money.optional().describe('Taxes included, while the goods stay.'),
  description: line(500).optional().describe('The corrected text, for reason 03.'),
});

/** The body of `POST /credit-notes` and `/debit-notes`. Money with taxes included. */
export const NoteInput = z.strictObject({
  document_id: id.describe('The factura or boleta that it amends.'),
  reason_code: z
    .string()
    .regex(/^\d{2}$/)
    .describe('Catalogue 09 (credit) or 10 (debit).'),
  reason: z.string().max(1000),
  effects: z
    .enum(['none', 'stock', 'money', 'both'])
    .optional()
    .describe("What it moves in the shop; else the reason's."),
  series: z
    .string()
    .regex(/^[A-Z0-9]{4}$/)
    .optional(),
  lines: z.array(NoteLineInput).max(999).optional(),
  amount: money.optional().describe('On the whole document, instead of lines.'),
  payment_terms: z
    .strictObject({
      instalments: z
        .array(z.strictObject({ amount: money, due_date: z.string().regex(/^\d{4}-\d{2}-\d{2}$/) }))
        .min(1)
        .max(999),
    })
    .optional()
    .describe('For reason 13: what is still to be paid, and when.'),
});
export type NoteInput = z.output<typeof NoteInput>;

/** The names of the two kinds in paths and answers. */
export const NOTE_KIND = { credit_note: '07', debit_note: '08' } as const satisfies Record<string, NoteType>;
export const KIND_NAME = { '07': 'credit_note', '08': 'debit_note' } as const;

/** The request as the domain takes it. */
export const requestOf = (input: NoteInput): NoteRequest => ({
  reasonCode: input.reason_code,
  reason: input.reason,
  amount: input.amount,
  lines: input.lines,
  instalments: input.payment_terms?.instalments.map(({ amount, due_date: dueDate }) => ({ amount, dueDate })),
});
