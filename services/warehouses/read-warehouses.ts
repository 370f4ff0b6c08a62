import { inCompany } from '../../db/tx.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { listRows, type Page, type PageRequest } from '../page.ts';
import { readRow } from '../rows.ts';
import type { WarehouseRow } from './warehouse.ts';

/** One warehouse. @throws HubError 404 */
export async function getWarehouse(deps: ServiceDeps, ctx: ServiceContext, id: string): Promise<WarehouseRow> {
  authorise(ctx, 'warehouses:read');
  return inCompany(deps.orm, ctx.companyId, (tx) => readRow<WarehouseRow>(tx, 'warehouse', id));
}

/** Newest first. */
export async function listWarehouses(
  deps: ServiceDeps,
  ctx: ServiceContext,
  page: PageRequest,
): Promise<Page<WarehouseRow>> {
  authorise(ctx, 'warehouses:read');
  return inCompany(deps.orm, ctx.companyId, (tx) => listRows<WarehouseRow>(tx, { table: 'warehouse' }, page));
}
