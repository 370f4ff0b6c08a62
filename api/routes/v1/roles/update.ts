import { getRole } from '../../../../services/roles/read-roles.ts';
import { showRole } from '../../../../services/roles/role.ts';
import { UpdateRole, updateRole } from '../../../../services/roles/update-role.ts';
import { ok } from '../../../answer.ts';
import { idParams } from '../../../schemas.ts';
import { defineRoute } from '../../define.ts';
import { Role } from './schema.ts';

export const updateRoleRoute = defineRoute({
  method: 'patch',
  path: '/api/v1/roles/{id}',
  tag: 'access',
  summary: 'Change a custom role',
  permission: 'roles:write',
  params: idParams,
  body: UpdateRole,
  answers: { 200: { description: 'The role.', schema: Role } },
  target: ({ deps, ctx, params }) => getRole(deps.services, ctx, params.id),
  async handler({ deps, ctx, params, version, body }) {
    const row = await updateRole(deps.services, ctx, { id: params.id, version }, body);
    return ok(showRole(row), { version: row.version });
  },
});
