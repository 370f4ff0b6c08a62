import { getUser } from '../../../../services/users/read-users.ts';
import { ok } from '../../../answer.ts';
import { idParams } from '../../../schemas.ts';
import { defineRoute } from '../../define.ts';
import { User } from './schema.ts';

export const getUserRoute = defineRoute({
  method: 'get',
  path: '/api/v1/users/{id}',
  tag: 'access',
  summary: 'Read a user',
  permission: 'users:read',
  reveal: true,
  params: idParams,
  answers: { 200: { description: 'The user.', schema: User } },
  async handler({ deps, ctx, params }) {
    const { view, version } = await getUser(deps.services, ctx, params.id);
    return ok(view, { version });
  },
});
