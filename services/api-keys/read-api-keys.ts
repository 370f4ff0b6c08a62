import { inCompany } from '../../db/tx.ts';
import { notFound } from '../../domain/errors.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { listRows, type Page, type PageRequest } from '../page.ts';
import type { ApiKeyRow } from './api-key.ts';

/** One API key (never its secret). @throws HubError 404 */
export async function getApiKey(deps: ServiceDeps, ctx: ServiceContext, id: string): Promise<ApiKeyRow> {
  authorise(ctx, 'api_keys:read');
  const [row] = await inCompany(deps.orm, ctx.companyId, (tx) =>
    tx.sql<ApiKeyRow>('select * from api_key where id = $1', [id]),
  );
  if (!row) throw notFound();
  return row;
}

/** API keys, newest first, the revoked ones included. */
export async function listApiKeys(deps: ServiceDeps, ctx: ServiceContext, page: PageRequest): Promise<Page<ApiKeyRow>> {
  authorise(ctx, 'api_keys:read');
  return inCompany(deps.orm, ctx.companyId, (tx) => listRows<ApiKeyRow>(tx, { table: 'api_key' }, page));
}
