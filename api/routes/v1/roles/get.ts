import { getRole } from '../../../../services/roles/read-roles.ts';
import { showRole } from '../../../../services/roles/role.ts';
import { ok } from '../../../answer.ts';
import { idParams } from '../../../schemas.ts';
import { defineRoute } from '../../define.ts';
import { Role } from './schema.ts';

export const getRoleRoute = defineRoute({
  method: 'get',
  path: '/api/v1/roles/{id}',
  tag: 'access',
  summary: 'Read a role',
  permission: 'roles:read',
  params: idParams,
  answers: { 200: { description: 'The role.', schema: Role } },
  async handler({ deps, ctx, params }) {
    const row = await getRole(deps.services, ctx, params.id);
    return ok(showRole(row), { version: row.version });
  },
});
