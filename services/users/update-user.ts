import { z } from 'zod';
import type { Tx } from '../../db/tx.ts';
import { conflict, HubError } from '../../domain/errors.ts';
import { changesOf } from '../audit/changes-of.ts';
import { writeAudit } from '../audit/write-audit.ts';
import type { AuthDeps } from '../auth/deps.ts';
import { change } from '../change.ts';
import { authorise, type ServiceContext } from '../context.ts';
import { line } from '../fields.ts';
import { parseInput } from '../input.ts';
import { grantableRoles } from './grantable-roles.ts';
import { setRoles } from './invite.ts';
import { readUser, showUser, type UserView } from './user.ts';

export const UpdateUser = z
  .strictObject({
    name: line(200),
    roles: z.array(z.string().min(1).max(60)).min(1).max(20),
    status: z.enum(['active', 'disabled']),
  })
  .partial();

/** Changes of users stand in line for the company, so that two requests cannot take the last two owners away at once. */
async function lockOwnership(tx: Tx): Promise<void> {
  await tx.sql(`select id from role where company_id = $1 and name = 'owner' for update`, [tx.companyId]);
}

/** Looks with a statement of its own, after the lock: an older one would not see what the request before did. */
async function keepAnOwner(tx: Tx): Promise<void> {
  const owners = await tx.sql(
    `select u.id from app_user u join user_role ur on ur.user_id = u.id join role r on r.id = ur.role_id
     where u.company_id = $1 and r.name = 'owner' and r.built_in and u.status = 'active' limit 1`,
    [tx.companyId],
  );
  if (owners.length === 0) throw conflict('last_owner', 'La empresa debe conservar al menos un propietario activo.');
}

async function setStatus(tx: Tx, id: string, status: 'active' | 'disabled'): Promise<void> {
  await tx.run(
    `update app_user set status = case when $2 = 'active' and password_hash is null then 'invited' else $2 end
     where id = $1`,
    [id, status],
  );
  if (status === 'active') return;
  await tx.run(
    `update refresh_family set revoked_at = now(), revoked_reason = 'disabled' where user_id = $1 and revoked_at is null`,
    [id],
  );
}

/**
 * Changes name, roles or status; a disabled user's sessions end.
 * @throws HubError 403 where roles beyond the caller's own are given or taken, 404, 409 `last_owner`, 412, 422
 */
export async function updateUser(
  deps: AuthDeps,
  ctx: ServiceContext,
  target: { readonly id: string; readonly version: number },
  input: z.input<typeof UpdateUser>,
): Promise<{ view: UserView; version: number }> {
  authorise(ctx, 'users:write');
  const data = parseInput(UpdateUser, input);
  const result = await change(deps, ctx, async (tx, cipher) => {
    await lockOwnership(tx);
    const row = await readUser(tx, target.id, true);
    if (row.version !== target.version)
      throw new HubError('precondition_failed', 'version_mismatch', 'El usuario cambió desde que lo leyó.');
    // Whoever may not give a role may not touch somebody who holds it.
    await grantableRoles(tx, ctx, row.roles);
    if (data.roles) await setRoles(tx, target.id, await grantableRoles(tx, ctx, data.roles));
    if (data.status) await setStatus(tx, target.id, data.status);
    await tx.run('update app_user set name = coalesce($2, name), version = version + 1 where id = $1', [
      target.id,
      data.name ?? null,
    ]);
    await keepAnOwner(tx);
    const after = await readUser(tx, target.id);
    const view = showUser(after, cipher, false);
    await writeAudit(tx, ctx, cipher, {
      action: 'user.update',
      entity: 'user',
      entityId: target.id,
      ...changesOf(showUser(row, cipher, false), view),
    });
    return { view, version: after.version };
  });
  deps.access.clear();
  return result;
}
