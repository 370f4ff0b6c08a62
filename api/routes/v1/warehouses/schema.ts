import { z } from 'zod';

export const Warehouse = z
  .object({
    id: z.uuid(),
    establishment_id: z.uuid(),
    code: z.string(),
    name: z.string(),
    active: z.boolean(),
    created_at: z.iso.datetime(),
  })
  .meta({ id: 'Warehouse' });
