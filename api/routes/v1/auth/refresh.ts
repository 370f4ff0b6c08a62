import { Refresh, refresh } from '../../../../services/auth/refresh.ts';
import { ok } from '../../../answer.ts';
import { definePublicRoute } from '../../define.ts';
import { Session } from './schema.ts';

export const refreshRoute = definePublicRoute({
  method: 'post',
  path: '/api/v1/auth/refresh',
  tag: 'auth',
  summary: 'Trade a refresh token for new tokens',
  description: 'A refresh token works once; used again, it ends every session that descends from the same log-in.',
  body: Refresh,
  answers: { 200: { description: 'The next tokens.', schema: Session } },
  handler: async ({ deps, body, requestId }) => ok(await refresh(deps.services, body, requestId)),
});
