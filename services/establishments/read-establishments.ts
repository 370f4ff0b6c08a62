import { inCompany } from '../../db/tx.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { listRows, type Page, type PageRequest } from '../page.ts';
import { readRow } from '../rows.ts';
import type { EstablishmentRow } from './establishment.ts';

/** One establishment. @throws HubError 404 */
export async function getEstablishment(deps: ServiceDeps, ctx: ServiceContext, id: string): Promise<EstablishmentRow> {
  authorise(ctx, 'establishments:read');
  return inCompany(deps.orm, ctx.companyId, (tx) => readRow<EstablishmentRow>(tx, 'establishment', id));
}

/** Newest first. */
export async function listEstablishments(
  deps: ServiceDeps,
  ctx: ServiceContext,
  page: PageRequest,
): Promise<Page<EstablishmentRow>> {
  authorise(ctx, 'establishments:read');
  return inCompany(deps.orm, ctx.companyId, (tx) => listRows<EstablishmentRow>(tx, { table: 'establishment' }, page));
}
