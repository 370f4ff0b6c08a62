import type { z } from 'zod';
import { conflict, HubError } from '../../domain/errors.ts';
import { changesOf } from '../audit/changes-of.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { AuthDeps } from '../auth/deps.ts';
import { change } from '../change.ts';
import { authorise, type ServiceContext } from '../context.ts';
import { parseInput } from '../input.ts';
import { uniqueIssue } from '../unique-issue.ts';
import { checkGrantable } from '../users/grantable-roles.ts';
import { readRole } from './read-roles.ts';
import { RoleInput, type RoleRow, showRole } from './role.ts';

export const UpdateRole = RoleInput.partial();

/**
 * Changes a custom role; who holds it is affected at once.
 * @throws HubError 403 beyond the caller's own permissions, 404, 409 `built_in_role` or `already_exists`, 412, 422
 */
export async function updateRole(
  deps: AuthDeps,
  ctx: ServiceContext,
  target: { readonly id: string; readonly version: number },
  input: z.input<typeof UpdateRole>,
): Promise<RoleRow> {
  authorise(ctx, 'roles:write');
  const data = parseInput(UpdateRole, input);
  const updated = await uniqueIssue({ role_name_key: '/name' }, () =>
    change(deps, ctx, async (tx, cipher) => {
      const row = await readRole(tx, target.id, true);
      if (row.version !== target.version)
        throw new HubError('precondition_failed', 'version_mismatch', 'El rol cambió desde que lo leyó.');
      if (row.built_in) throw conflict('built_in_role', 'Los roles predefinidos no se modifican: cree uno propio.');
      checkGrantable(ctx, [...row.permissions, ...(data.permissions ?? [])]);
      const [after] = await tx.sql<RoleRow>(
        `update role set name = coalesce($2, name), permissions = coalesce($3::text[], permissions), version = version + 1
         where id = $1 returning *`,
        [target.id, data.name ?? null, data.permissions ?? null],
      );
      if (!after) throw new Error('The update returned no row');
      await writeAudit(tx, ctx, cipher, {
        action: 'role.update',
        entity: 'role',
        entityId: target.id,
        ...changesOf(showRole(row), showRole(after)),
      });
      return after;
    }),
  );
  deps.access.clear();
  return updated;
}
