import { z } from 'zod';

export const Establishment = z
  .object({
    id: z.uuid(),
    code: z.string(),
    name: z.string(),
    ubigeo: z.string().nullable(),
    department: z.string().nullable(),
    province: z.string().nullable(),
    district: z.string().nullable(),
    address_line: z.string().nullable(),
    active: z.boolean(),
    created_at: z.iso.datetime(),
  })
  .meta({ id: 'Establishment' });
