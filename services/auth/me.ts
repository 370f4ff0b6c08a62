import { inCompany } from '../../db/tx.ts';
import { notFound } from '../../domain/errors.ts';
import { change } from '../change.ts';
import type { ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { readProfile } from './read-profile.ts';

async function keyProfile(deps: ServiceDeps, ctx: ServiceContext, id: string) {
  const [row] = await inCompany(deps.orm, ctx.companyId, (tx) =>
    tx.sql<{ name: string; ruc: string; company_name: string }>(
      `select k.name, c.ruc, c.name as company_name from api_key k join company c on c.id = k.company_id where k.id = $1`,
      [id],
    ),
  );
  if (!row) throw notFound();
  const company = { id: ctx.companyId, ruc: row.ruc, name: row.company_name };
  return { id, name: row.name, email: null, roles: [], permissions: [...ctx.permissions].toSorted(), company };
}

/** Who the caller is and what he may do; for an API key, its name and permissions. */
export async function me(deps: ServiceDeps, ctx: ServiceContext) {
  const { actor } = ctx;
  if (actor.kind === 'user') return change(deps, ctx, (tx, cipher) => readProfile(tx, cipher, actor.id));
  return keyProfile(deps, ctx, actor.id ?? '');
}
