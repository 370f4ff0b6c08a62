import { me } from '../../../../services/auth/me.ts';
import { ok } from '../../../answer.ts';
import { defineRoute } from '../../define.ts';
import { Profile } from './schema.ts';

export const meRoute = defineRoute({
  method: 'get',
  path: '/api/v1/me',
  tag: 'auth',
  summary: 'Who you are and what you may do',
  permission: null,
  answers: { 200: { description: 'You.', schema: Profile } },
  handler: async ({ deps, ctx }) => ok(await me(deps.services, ctx)),
});
