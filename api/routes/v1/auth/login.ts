import { Login, login } from '../../../../services/auth/login.ts';
import { ok } from '../../../answer.ts';
import { definePublicRoute } from '../../define.ts';
import { Session } from './schema.ts';

export const loginRoute = definePublicRoute({
  method: 'post',
  path: '/api/v1/auth/login',
  tag: 'auth',
  summary: 'Log in',
  body: Login,
  answers: { 200: { description: 'Tokens and who you are.', schema: Session } },
  handler: async ({ deps, body, address, requestId }) => ok(await login(deps.services, body, { address, requestId })),
});
