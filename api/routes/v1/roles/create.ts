import { createRole } from '../../../../services/roles/create-role.ts';
import { getRole } from '../../../../services/roles/read-roles.ts';
import { RoleInput, type RoleRow, showRole } from '../../../../services/roles/role.ts';
import { type Answer, created } from '../../../answer.ts';
import { defineRoute } from '../../define.ts';
import { Role } from './schema.ts';

const answer = (row: RoleRow): Answer => created(showRole(row), `/api/v1/roles/${row.id}`, row.version);

export const createRoleRoute = defineRoute({
  method: 'post',
  path: '/api/v1/roles',
  tag: 'access',
  summary: 'Add a role with some of your own permissions',
  permission: 'roles:write',
  body: RoleInput,
  answers: { 201: { description: 'The role.', schema: Role } },
  handler: async ({ deps, ctx, body }) => answer(await createRole(deps.services, ctx, body)),
  rebuild: async ({ deps, ctx }, id) => answer(await getRole(deps.services, ctx, id)),
});
