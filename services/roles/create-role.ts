import type { z } from 'zod';
import { uuidv7 } from '../../platform/ids.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { change } from '../change.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { bindResource } from '../idempotency/bind-resource.ts';
import { parseInput } from '../input.ts';
import { uniqueIssue } from '../unique-issue.ts';
import { checkGrantable } from '../users/grantable-roles.ts';
import { RoleInput, type RoleRow, showRole } from './role.ts';

/** A custom role. @throws HubError 403 for permissions beyond the caller's own, 409 `already_exists` at `/name`, 422 */
export async function createRole(
  deps: ServiceDeps,
  ctx: ServiceContext,
  input: z.input<typeof RoleInput>,
): Promise<RoleRow> {
  authorise(ctx, 'roles:write');
  const data = parseInput(RoleInput, input);
  checkGrantable(ctx, data.permissions);
  return uniqueIssue({ role_name_key: '/name' }, () =>
    change(deps, ctx, async (tx, cipher) => {
      const [row] = await tx.sql<RoleRow>(
        `insert into role (id, company_id, name, built_in, permissions, version) values ($1, $2, $3, false, $4, 1)
         returning *`,
        [uuidv7(), tx.companyId, data.name, [...new Set(data.permissions)]],
      );
      if (!row) throw new Error('The insert returned no row');
      const after = showRole(row);
      await writeAudit(tx, ctx, cipher, { action: 'role.create', entity: 'role', entityId: row.id, after });
      await bindResource(tx, ctx, row.id);
      return row;
    }),
  );
}
