import { reinviteUser } from '../../../../services/users/create-user.ts';
import { ok } from '../../../answer.ts';
import { idParams } from '../../../schemas.ts';
import { defineRoute } from '../../define.ts';
import { InvitedUser } from './schema.ts';

export const reinviteUserRoute = defineRoute({
  method: 'post',
  path: '/api/v1/users/{id}/invitations',
  tag: 'access',
  summary: 'A fresh activation token: a lost invitation, or a forgotten password',
  permission: 'users:write',
  secret: true,
  params: idParams,
  answers: { 200: { description: 'The user and the one-time activation token.', schema: InvitedUser } },
  async handler({ deps, ctx, params }) {
    const { version, ...user } = await reinviteUser(deps.services, ctx, params.id);
    return ok(user, { version });
  },
});
