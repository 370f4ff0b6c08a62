import { Activate, activate } from '../../../../services/auth/activate.ts';
import { ok } from '../../../answer.ts';
import { definePublicRoute } from '../../define.ts';
import { Session } from './schema.ts';

export const activateRoute = definePublicRoute({
  method: 'post',
  path: '/api/v1/auth/activate',
  tag: 'auth',
  summary: 'Set the password with an activation token, and log in',
  body: Activate,
  answers: { 200: { description: 'Tokens and who you are.', schema: Session } },
  handler: async ({ deps, body, requestId }) => ok(await activate(deps.services, body, requestId)),
});
