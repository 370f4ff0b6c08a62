import { inCompany } from '../../db/tx.ts';
import { toQuantity } from '../../domain/decimal.ts';
import { notFound } from '../../domain/errors.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { showPrice } from '../fields.ts';
import { instant } from '../rows.ts';

interface Row {
  readonly id: string;
  readonly created_at: Date | string;
  readonly warehouse_id: string;
  readonly reason_code: string;
  readonly note: string;
}

interface LineRow {
  readonly product_id: string;
  readonly quantity: string;
  readonly unit_cost: string;
  readonly balance: string;
  readonly average_cost: string;
}

const showLine = (line: LineRow) => ({
  product_id: line.product_id,
  quantity: toQuantity(line.quantity),
  unit_cost: showPrice(line.unit_cost),
  balance: toQuantity(line.balance),
  average_cost: showPrice(line.average_cost),
});

/** An adjustment with its movements. @throws HubError 404 */
export async function getAdjustment(deps: ServiceDeps, ctx: ServiceContext, id: string) {
  authorise(ctx, 'stock:read');
  return inCompany(deps.orm, ctx.companyId, async (tx) => {
    const [row] = await tx.sql<Row>(
      `select id, created_at, warehouse_id, reason_code, note from stock_adjustment where company_id = $1 and id = $2`,
      [tx.companyId, id],
    );
    if (!row) throw notFound();
    const lines = await tx.sql<LineRow>(
      `select product_id, quantity, unit_cost, balance, average_cost from stock_movement
        where company_id = $1 and kind = 'adjustment' and source_id = $2 order by source_line`,
      [tx.companyId, id],
    );
    return { ...row, created_at: instant(row.created_at), lines: lines.map(showLine) };
  });
}
