import { inCompany } from '../db/tx.ts';
import { notFound } from '../domain/errors.ts';
import type { ServiceContext } from './context.ts';
import type { ServiceDeps } from './deps.ts';

/** Tables whose rows a path names before a body is looked at. */
type Named = 'sale' | 'note' | 'despatch_advice' | 'attention' | 'fiscal_document';

/** 404 unless the company has the row; tells nothing else of it, so that no permission is asked for. */
export async function requireRow(
  deps: ServiceDeps,
  ctx: Pick<ServiceContext, 'companyId'>,
  table: Named,
  id: string,
): Promise<void> {
  const rows = await inCompany(deps.orm, ctx.companyId, (tx) =>
    tx.sql(`select 1 from ${table} where company_id = $1 and id = $2`, [tx.companyId, id]),
  );
  if (rows.length === 0) throw notFound();
}
