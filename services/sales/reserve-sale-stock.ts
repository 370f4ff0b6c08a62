import type { Tx } from '../../db/tx.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { change } from '../change.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { reserveStock } from '../stock/reserve-stock.ts';
import { lockSale, setSaleStatus } from './lock-sale.ts';
import { writeSaleEvent } from './sale-event.ts';

export type ReserveOutcome =
  | { readonly outcome: 'reserved' | 'cancelled' }
  | { readonly outcome: 'insufficient_stock'; readonly lines: readonly { line: number; sku: string }[] };

/** Rolls the reservation back and carries the lines that were short to the answer. */
class Short extends Error {
  readonly lines: readonly { line: number; sku: string }[];
  constructor(lines: readonly { line: number; sku: string }[]) {
    super('insufficient stock');
    this.lines = lines;
  }
}

interface TrackedLine {
  readonly line: number;
  readonly sku: string;
  readonly product_id: string;
  /** Sum over all lines of the sale with this product. */
  readonly wanted: string;
}

const trackedLines = (tx: Tx, saleId: string): Promise<TrackedLine[]> =>
  tx.sql<TrackedLine>(
    `select line, sku, product_id, sum(quantity) over (partition by product_id) as wanted
       from sale_line where company_id = $1 and sale_id = $2 and tracks_stock order by line`,
    [tx.companyId, saleId],
  );

/**
 * Reserves the stock of a sale: all of it or nothing. Run again it answers the same.
 * A shortage (another sale was faster) is an outcome, not an error: the process cancels the sale.
 */
export async function reserveSaleStock(
  deps: ServiceDeps,
  ctx: ServiceContext,
  { saleId }: { readonly saleId: string },
): Promise<ReserveOutcome> {
  authorise(ctx, 'sales:create');
  try {
    const outcome = await change(deps, ctx, async (tx, cipher) => {
      const [sale, lines] = await Promise.all([lockSale(tx, saleId), trackedLines(tx, saleId)]);
      if (sale.status === 'cancelled') return 'cancelled' as const;
      if (sale.status !== 'received') return 'reserved' as const;
      await writeAudit(tx, ctx, cipher, { action: 'sale.reserve', entity: 'sale', entityId: saleId });
      await setSaleStatus(tx, saleId, 'reserved');
      await writeSaleEvent(tx, saleId, 'stock_reserved', { lines: lines.length });
      const wants = new Map(lines.map((line) => [line.product_id, line.wanted]));
      const short = await reserveStock(
        tx,
        { type: 'sale', id: saleId, warehouseId: sale.warehouse_id },
        [...wants].map(([productId, quantity]) => ({ productId, quantity })),
      );
      if (short.length > 0)
        throw new Short(lines.filter((l) => short.includes(l.product_id)).map(({ line, sku }) => ({ line, sku })));
      return 'reserved' as const;
    });
    return { outcome };
  } catch (error) {
    if (error instanceof Short) return { outcome: 'insufficient_stock', lines: error.lines };
    throw error;
  }
}
