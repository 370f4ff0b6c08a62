import { z } from 'zod';
import { listRoles } from '../../../../services/roles/read-roles.ts';
import { showRole } from '../../../../services/roles/role.ts';
import { listAnswer, pageOf, pageQuery } from '../../../paging.ts';
import { listOf } from '../../../schemas.ts';
import { defineRoute } from '../../define.ts';
import { Role } from './schema.ts';

export const listRolesRoute = defineRoute({
  method: 'get',
  path: '/api/v1/roles',
  tag: 'access',
  summary: 'List roles',
  permission: 'roles:read',
  query: z.object(pageQuery),
  answers: { 200: { description: 'Newest first.', schema: listOf(Role) } },
  async handler(call) {
    const page = await listRoles(call.deps.services, call.ctx, pageOf(call, 'roles'));
    return listAnswer(call, 'roles', page, showRole);
  },
});
