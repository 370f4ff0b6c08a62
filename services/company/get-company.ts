import { inCompany, type Tx } from '../../db/tx.ts';
import { notFound } from '../../domain/errors.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { COMPANY_SQL, type CompanyRow } from './company.ts';

/** The company of the transaction. */
export async function readCompany(tx: Tx): Promise<CompanyRow> {
  const [row] = await tx.sql<CompanyRow>(COMPANY_SQL, [tx.companyId]);
  if (!row) throw notFound();
  return row;
}

/** The caller's company. */
export async function getCompany(deps: ServiceDeps, ctx: ServiceContext): Promise<CompanyRow> {
  authorise(ctx, 'company:read');
  return inCompany(deps.orm, ctx.companyId, readCompany);
}
