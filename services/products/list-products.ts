import { inCompany } from '../../db/tx.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { listRows, type Page, type PageRequest } from '../page.ts';
import { contains } from '../search-condition.ts';
import type { ProductRow } from './product.ts';

export interface ProductFilter {
  /** Part of the name or the SKU, or the whole barcode. */
  readonly q?: string | undefined;
  readonly active?: boolean | undefined;
}

/** Products, newest first. */
export async function listProducts(
  deps: ServiceDeps,
  ctx: ServiceContext,
  filter: ProductFilter,
  page: PageRequest,
): Promise<Page<ProductRow>> {
  authorise(ctx, 'products:read');
  const { q, active } = filter;
  const where = [
    contains('product', `(name || ' ' || sku || ' ' || coalesce(barcode, ''))`, q),
    active === undefined ? undefined : (['active = ?', active] as const),
  ];
  return inCompany(deps.orm, ctx.companyId, (tx) => listRows<ProductRow>(tx, { table: 'product', where }, page));
}
