import { z } from 'zod';
import { ok } from '../../../answer.ts';
import { definePublicRoute } from '../../define.ts';

const Jwks = z.object({ keys: z.array(z.record(z.string(), z.string())) }).meta({ id: 'Jwks' });

export const jwksRoute = definePublicRoute({
  method: 'get',
  path: '/api/v1/auth/jwks',
  tag: 'auth',
  summary: 'The public keys that verify access tokens',
  answers: { 200: { description: 'JSON Web Key Set.', schema: Jwks } },
  handler: ({ deps }) => Promise.resolve(ok(deps.services.signer.jwks())),
});
