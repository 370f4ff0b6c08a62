import { auditReveal } from '../audit/audit-reveal.ts';
import { change } from '../change.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { listRows, type Page, type PageRequest } from '../page.ts';
import { readUser, showUser, USER_COLUMNS, type UserRow, type UserView } from './user.ts';

/** One user. @throws HubError 404 */
export async function getUser(
  deps: ServiceDeps,
  ctx: ServiceContext,
  id: string,
): Promise<{ view: UserView; version: number }> {
  authorise(ctx, 'users:read');
  return change(deps, ctx, async (tx, cipher) => {
    const row = await readUser(tx, id);
    if (ctx.reveal) await auditReveal(tx, ctx, cipher, 'user', [id]);
    return { view: showUser(row, cipher, ctx.reveal === true), version: row.version };
  });
}

/** Users, newest first. */
export async function listUsers(
  deps: ServiceDeps,
  ctx: ServiceContext,
  filter: { readonly status?: UserRow['status'] | undefined },
  page: PageRequest,
): Promise<Page<UserView>> {
  authorise(ctx, 'users:read');
  const where = [filter.status === undefined ? undefined : (['status = ?', filter.status] as const)];
  return change(deps, ctx, async (tx, cipher) => {
    const source = { table: 'app_user', columns: USER_COLUMNS, where };
    const { rows, next } = await listRows<UserRow>(tx, source, page);
    const ids = rows.map((row) => row.id);
    if (ctx.reveal) await auditReveal(tx, ctx, cipher, 'user', ids);
    return { rows: rows.map((row) => showUser(row, cipher, ctx.reveal === true)), next };
  });
}
