import { inCompany } from '../../db/tx.ts';
import { toQuantity } from '../../domain/decimal.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { showPrice } from '../fields.ts';
import { listRows, type Page, type PageRequest } from '../page.ts';
import { type Period, within } from '../period.ts';
import { instant } from '../rows.ts';
import type { StockFilter } from './list-stock.ts';
import { stockConditions } from './list-stock.ts';

interface MovementRow {
  readonly id: string;
  readonly recorded_at: Date | string;
  readonly effective_date: string;
  readonly warehouse_id: string;
  readonly product_id: string;
  readonly kind: string;
  readonly source_id: string;
  readonly source_line: number;
  readonly quantity: string;
  readonly unit_cost: string;
  readonly balance: string;
  readonly average_cost: string;
}

export const KARDEX_COLUMNS = `
  id, recorded_at, to_char(effective_date, 'YYYY-MM-DD') as effective_date, warehouse_id, product_id, kind, source_id,
  source_line, quantity, unit_cost, balance, average_cost`;

function showMovement(row: MovementRow) {
  const { id, effective_date, warehouse_id, product_id, kind, source_id, source_line } = row;
  return {
    ...{
      id,
      recorded_at: instant(row.recorded_at),
      effective_date,
      warehouse_id,
      product_id,
      kind,
      source_id,
      source_line,
    },
    quantity: toQuantity(row.quantity),
    unit_cost: showPrice(row.unit_cost),
    balance: toQuantity(row.balance),
    average_cost: showPrice(row.average_cost),
  };
}
export type MovementView = ReturnType<typeof showMovement>;

export type KardexFilter = StockFilter & Period;

export const kardexConditions = (filter: KardexFilter) => [
  ...stockConditions(filter),
  ...within('recorded_at', filter),
];

/** Movements of stock, newest first; `balance` and `average_cost` are what stood after each. */
export async function listKardex(
  deps: ServiceDeps,
  ctx: ServiceContext,
  filter: KardexFilter,
  page: PageRequest,
): Promise<Page<MovementView>> {
  authorise(ctx, 'stock:read');
  return inCompany(deps.orm, ctx.companyId, async (tx) => {
    const where = kardexConditions(filter);
    const source = { table: 'stock_movement', at: 'recorded_at', columns: KARDEX_COLUMNS, where };
    const { rows, next } = await listRows<MovementRow>(tx, source, page);
    return { rows: rows.map(showMovement), next };
  });
}
