import { z } from 'zod';
import { listUsers } from '../../../../services/users/read-users.ts';
import { listAnswer, pageOf, pageQuery } from '../../../paging.ts';
import { listOf } from '../../../schemas.ts';
import { defineRoute } from '../../define.ts';
import { User } from './schema.ts';

export const listUsersRoute = defineRoute({
  method: 'get',
  path: '/api/v1/users',
  tag: 'access',
  summary: 'List users',
  permission: 'users:read',
  reveal: true,
  query: z.object({ ...pageQuery, status: z.enum(['invited', 'active', 'disabled']).optional() }),
  answers: { 200: { description: 'Newest first.', schema: listOf(User) } },
  async handler(call) {
    const page = await listUsers(call.deps.services, call.ctx, call.query, pageOf(call, 'users'));
    return listAnswer(call, 'users', page, (user) => user);
  },
});
