import { z } from 'zod';

export const Customer = z
  .object({
    id: z.uuid(),
    document_type: z.string(),
    document_number: z.string().describe("Masked, unless it is a company's RUC or revealed."),
    name: z.string(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    address: z.string().nullable(),
    active: z.boolean(),
    created_at: z.iso.datetime(),
  })
  .meta({ id: 'Customer' });
