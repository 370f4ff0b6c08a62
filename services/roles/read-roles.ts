import { inCompany, type Tx } from '../../db/tx.ts';
import { notFound } from '../../domain/errors.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { listRows, type Page, type PageRequest } from '../page.ts';
import type { RoleRow } from './role.ts';

/** @throws HubError 404 */
export async function readRole(tx: Tx, id: string, lock = false): Promise<RoleRow> {
  const [row] = await tx.sql<RoleRow>(`select * from role where id = $1${lock ? ' for update' : ''}`, [id]);
  if (!row) throw notFound();
  return row;
}

/** One role. @throws HubError 404 */
export async function getRole(deps: ServiceDeps, ctx: ServiceContext, id: string): Promise<RoleRow> {
  authorise(ctx, 'roles:read');
  return inCompany(deps.orm, ctx.companyId, (tx) => readRole(tx, id));
}

/** Roles, newest first; the built-in ones are the oldest. */
export async function listRoles(deps: ServiceDeps, ctx: ServiceContext, page: PageRequest): Promise<Page<RoleRow>> {
  authorise(ctx, 'roles:read');
  return inCompany(deps.orm, ctx.companyId, (tx) => listRows<RoleRow>(tx, { table: 'role' }, page));
}
