import { z } from 'zod';

export const Profile = z
  .object({
    id: z.uuid(),
    name: z.string(),
    email: z.string().nullable().describe('Your own; null for an API key.'),
    roles: z.array(z.string()),
    permissions: z.array(z.string()),
    company: z.object({ id: z.uuid(), ruc: z.string(), name: z.string() }),
  })
  .meta({ id: 'Profile' });

export const Session = z
  .object({
    access_token: z.string(),
    token_type: z.literal('Bearer'),
    expires_in: z.int().describe('Seconds.'),
    refresh_token: z.string().describe('Works once.'),
    user: Profile,
  })
  .meta({ id: 'Session' });
