import { z } from 'zod';

export const Series = z
  .object({
    id: z.uuid(),
    document_type: z.string(),
    series: z.string(),
    next_number: z.int(),
    establishment_id: z.uuid(),
    used: z.boolean().describe('Once true, next_number is frozen.'),
    active: z.boolean(),
    created_at: z.iso.datetime(),
  })
  .meta({ id: 'Series' });
