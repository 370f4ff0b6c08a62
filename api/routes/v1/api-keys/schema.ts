import { z } from 'zod';

const fields = {
  id: z.uuid(),
  name: z.string(),
  prefix: z.string().describe('The first characters, to tell keys apart.'),
  permissions: z.array(z.string()),
  expires_at: z.iso.datetime().nullable(),
  revoked_at: z.iso.datetime().nullable(),
  last_used_at: z.iso.datetime().nullable(),
  created_at: z.iso.datetime(),
};

export const ApiKey = z.object(fields).meta({ id: 'ApiKey' });

export const NewApiKey = z
  .object({ ...fields, key: z.string().describe('Shown once; only its hash is kept.') })
  .meta({ id: 'NewApiKey' });
