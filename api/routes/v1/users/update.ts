import { getUser } from '../../../../services/users/read-users.ts';
import { UpdateUser, updateUser } from '../../../../services/users/update-user.ts';
import { ok } from '../../../answer.ts';
import { idParams } from '../../../schemas.ts';
import { defineRoute } from '../../define.ts';
import { User } from './schema.ts';

export const updateUserRoute = defineRoute({
  method: 'patch',
  path: '/api/v1/users/{id}',
  tag: 'access',
  summary: "Change a user's name, roles or status",
  permission: 'users:write',
  params: idParams,
  body: UpdateUser,
  answers: { 200: { description: 'The user.', schema: User } },
  target: ({ deps, ctx, params }) => getUser(deps.services, ctx, params.id),
  async handler({ deps, ctx, params, version, body }) {
    const user = await updateUser(deps.services, ctx, { id: params.id, version }, body);
    return ok(user.view, { version: user.version });
  },
});
