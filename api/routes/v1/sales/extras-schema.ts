import { z } from 'zod';

const text = z.string().nullable();
const charges = z.array(z.object({ code: z.string(), amount: z.string() })).describe('Catalogue 53.');

export const Isc = z
  .object({
    system: z.enum(['01', '02', '03']).describe('Catalogue 08.'),
    percent: z.string().optional(),
    amount: z.string().optional().describe('Soles for one unit (system 02).'),
    public_price: z.string().nullable().optional(),
  })
  .meta({ id: 'Isc' });

/** What only some lines have. */
export const LINE_EXTRAS = {
  discount_code: text,
  charges,
  isc: Isc.nullable(),
  icbper: z.boolean(),
  properties: z
    .array(z.object({ code: z.string(), value: text, date: text, days: z.int().nullable() }))
    .describe("Catalogue 55; a guest's name and document are masked unless revealed or just sent."),
};

/** What only some sales have. */
export const SALE_EXTRAS = {
  contingency: z
    .object({ number: z.int(), issue_date: z.string(), issue_time: z.string() })
    .nullable()
    .describe('What stands on the paper that was registered afterwards; else null.'),
  operation_type: text.describe('Catalogue 51, where it was said.'),
  order_reference: text,
  despatch_references: z.array(z.object({ type: z.string(), full_number: z.string() })),
  destination_country: text,
  detraction: z
    .object({ code: z.string(), percent: z.string(), account: z.string(), payment_means: z.string(), amount: text })
    .nullable()
    .describe('`amount` in soles.'),
  perception: z.object({ code: z.string(), base_amount: text, amount: text }).nullable(),
  retention: z.object({ amount: text }).nullable(),
  legends: z.array(z.string()),
  discount_code: text,
  charges,
  prepayments: z.array(z.object({ document_id: z.uuid(), full_number: z.string(), amount: z.string() })),
};
