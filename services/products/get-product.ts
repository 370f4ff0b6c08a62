import { inCompany } from '../../db/tx.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { readRow } from '../rows.ts';
import type { ProductRow } from './product.ts';

/** One product. @throws HubError 404 */
export async function getProduct(deps: ServiceDeps, ctx: ServiceContext, id: string): Promise<ProductRow> {
  authorise(ctx, 'products:read');
  return inCompany(deps.orm, ctx.companyId, (tx) => readRow<ProductRow>(tx, 'product', id));
}
