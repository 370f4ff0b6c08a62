import type { Tx } from '../../db/tx.ts';
import { forbidden, invalid } from '../../domain/errors.ts';
import type { ServiceContext } from '../context.ts';

interface RoleRow {
  readonly id: string;
  readonly name: string;
  readonly permissions: string[];
}

/**
 * The ids of the named roles, for somebody to give or take away.
 * @throws HubError 422 for an unknown role, 403 for one that can do what the caller cannot (only an owner makes owners)
 */
export async function grantableRoles(tx: Tx, ctx: ServiceContext, names: readonly string[]): Promise<string[]> {
  const wanted = [...new Set(names)];
  const rows = await tx.sql<RoleRow>('select id, name, permissions from role where name = any($1)', [wanted]);
  const unknown = names.flatMap((name, index) => (rows.some((row) => row.name === name) ? [] : [index]));
  if (unknown.length > 0)
    throw invalid(
      unknown.map((index) => ({ pointer: `/roles/${index}`, code: 'not_found', detail: 'El rol no existe.' })),
    );
  checkGrantable(
    ctx,
    rows.flatMap((row) => row.permissions),
  );
  return rows.map((row) => row.id);
}

/** @throws HubError 403 when the permissions go beyond the caller's own */
export function checkGrantable(ctx: ServiceContext, permissions: readonly string[]): void {
  const own: ReadonlySet<string> = ctx.permissions;
  if (ctx.actor.kind === 'user' || ctx.actor.kind === 'api_key') {
    if (permissions.every((permission) => own.has(permission))) return;
    throw forbidden('No puede otorgar ni retirar permisos que usted no tiene.');
  }
}
