import { z } from 'zod';

const fields = {
  id: z.uuid(),
  email: z.string().describe('Masked unless it is revealed.'),
  name: z.string(),
  status: z.enum(['invited', 'active', 'disabled']),
  roles: z.array(z.string()),
  created_at: z.iso.datetime(),
};

export const User = z.object(fields).meta({ id: 'User' });

export const InvitedUser = z
  .object({ ...fields, activation_token: z.string().describe('Shown once; for POST /auth/activate.') })
  .meta({ id: 'InvitedUser' });
