import {
  CreateUser,
  createUser,
  type InvitedUser as Invited,
  reinviteUser,
} from '../../../../services/users/create-user.ts';
import { type Answer, created } from '../../../answer.ts';
import { defineRoute } from '../../define.ts';
import { InvitedUser } from './schema.ts';

const answer = ({ version, ...user }: Invited): Answer => created(user, `/api/v1/users/${user.id}`, version);

export const createUserRoute = defineRoute({
  method: 'post',
  path: '/api/v1/users',
  tag: 'access',
  summary: 'Invite a user',
  description: 'Roles may not go beyond the permissions of who invites.',
  permission: 'users:write',
  secret: true,
  body: CreateUser,
  answers: { 201: { description: 'The user and the one-time activation token.', schema: InvitedUser } },
  handler: async ({ deps, ctx, body }) => answer(await createUser(deps.services, ctx, body)),
  // The first token was never seen by anybody: a fresh one replaces it.
  rebuild: async ({ deps, ctx }, id) => answer(await reinviteUser(deps.services, ctx, id)),
});
