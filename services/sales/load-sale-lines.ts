import type { Tx } from '../../db/tx.ts';
import { toAmount, toQuantity } from '../../domain/decimal.ts';
import type { SaleLineInput } from '../../domain/sale/types.ts';

/** A line as sold, in the form that pricing takes. */
export interface SoldSaleLine extends SaleLineInput {
  readonly line: number;
  readonly tracksStock: boolean;
  readonly total: string;
}

interface Row {
  readonly line: number;
  readonly product_id: string;
  readonly sku: string;
  readonly description: string;
  readonly unit_code: string;
  readonly quantity: string;
  readonly unit_price: string;
  readonly discount_percent: string | null;
  readonly discount_amount: string | null;
  readonly igv_affectation: string;
  readonly sunat_code: string | null;
  readonly tracks_stock: boolean;
  readonly total: string;
}

/** The lines of a sale in their order. */
export async function loadSaleLines(tx: Tx, saleId: string): Promise<readonly SoldSaleLine[]> {
  const rows = await tx.sql<Row>(
    `select line, product_id, sku, description, unit_code, quantity, unit_price, discount_percent, discount_amount,
            igv_affectation, sunat_code, tracks_stock, total
       from sale_line where company_id = $1 and sale_id = $2 order by line`,
    [tx.companyId, saleId],
  );
  return rows.map((row) => ({
    line: row.line,
    productId: row.product_id,
    sku: row.sku,
    description: row.description,
    unitCode: row.unit_code,
    quantity: toQuantity(row.quantity),
    unitPrice: toQuantity(row.unit_price),
    discountPercent: row.discount_percent === null ? undefined : toQuantity(row.discount_percent),
    discountAmount: row.discount_amount === null ? undefined : toAmount(row.discount_amount),
    igvAffectation: row.igv_affectation,
    sunatCode: row.sunat_code ?? undefined,
    tracksStock: row.tracks_stock,
    total: toAmount(row.total),
  }));
}

/** What is (or was) paid with the sale, in its currency. */
export async function paidOf(tx: Tx, saleId: string): Promise<string> {
  const [row] = await tx.sql<{ paid: string }>(
    'select coalesce(sum(amount), 0) as paid from payment where company_id = $1 and sale_id = $2',
    [tx.companyId, saleId],
  );
  return toAmount(row?.paid ?? '0');
}
