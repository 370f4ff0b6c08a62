import { inCompany } from '../../db/tx.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { listRows, type Page, type PageRequest } from '../page.ts';
import { readRow } from '../rows.ts';
import { documentTypeOf, type SeriesRow } from './series.ts';

/** One series. @throws HubError 404 */
export async function getSeries(deps: ServiceDeps, ctx: ServiceContext, id: string): Promise<SeriesRow> {
  authorise(ctx, 'series:read');
  return inCompany(deps.orm, ctx.companyId, (tx) => readRow<SeriesRow>(tx, 'document_series', id));
}

/** Newest first. */
export async function listSeries(
  deps: ServiceDeps,
  ctx: ServiceContext,
  filter: { readonly document_type?: string | undefined; readonly active?: boolean | undefined },
  page: PageRequest,
): Promise<Page<SeriesRow>> {
  authorise(ctx, 'series:read');
  const { document_type: type, active } = filter;
  const where = [
    type === undefined ? undefined : (['document_type = ?', documentTypeOf(type)] as const),
    active === undefined ? undefined : (['active = ?', active] as const),
  ];
  return inCompany(deps.orm, ctx.companyId, (tx) => listRows<SeriesRow>(tx, { table: 'document_series', where }, page));
}
