import { z } from 'zod';

export const Role = z
  .object({
    id: z.uuid(),
    name: z.string(),
    built_in: z.boolean().describe('Built-in roles cannot be changed.'),
    permissions: z.array(z.string()),
    created_at: z.iso.datetime(),
  })
  .meta({ id: 'Role' });
