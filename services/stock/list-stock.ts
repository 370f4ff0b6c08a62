import { inCompany } from '../../db/tx.ts';
import { Decimal, toQuantity } from '../../domain/decimal.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { equals } from '../equals.ts';
import { showPrice } from '../fields.ts';
import { listRows, type Page, type PageRequest } from '../page.ts';

interface LevelRow {
  readonly id: string;
  readonly warehouse_id: string;
  readonly product_id: string;
  readonly sku: string;
  readonly on_hand: string;
  readonly reserved: string;
  readonly average_cost: string;
}

export const STOCK_COLUMNS = `
  id, warehouse_id, product_id, on_hand, reserved, average_cost,
  (select p.sku from product p where p.company_id = stock_level.company_id and p.id = stock_level.product_id) as sku`;

function showLevel(row: LevelRow) {
  const { warehouse_id, product_id, sku } = row;
  return {
    ...{ warehouse_id, product_id, sku },
    on_hand: toQuantity(row.on_hand),
    reserved: toQuantity(row.reserved),
    available: toQuantity(new Decimal(row.on_hand).minus(row.reserved)),
    average_cost: showPrice(row.average_cost),
  };
}
export type StockView = ReturnType<typeof showLevel>;

export interface StockFilter {
  readonly warehouse_id?: string | undefined;
  readonly product_id?: string | undefined;
}

export const stockConditions = ({ warehouse_id, product_id }: StockFilter) => [
  equals('warehouse_id', warehouse_id),
  equals('product_id', product_id),
];

/** What lies in each warehouse, newest level first. */
export async function listStock(
  deps: ServiceDeps,
  ctx: ServiceContext,
  filter: StockFilter,
  page: PageRequest,
): Promise<Page<StockView>> {
  authorise(ctx, 'stock:read');
  return inCompany(deps.orm, ctx.companyId, async (tx) => {
    const source = { table: 'stock_level', columns: STOCK_COLUMNS, where: stockConditions(filter) };
    const { rows, next } = await listRows<LevelRow>(tx, source, page);
    return { rows: rows.map(showLevel), next };
  });
}
