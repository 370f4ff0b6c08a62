import type { Tx } from '../../db/tx.ts';
import { type FieldIssue, invalid } from '../../domain/errors.ts';
import type { DespatchLine } from '../../domain/fiscal/despatch/types.ts';
import { loadSaleLines } from '../sales/load-sale-lines.ts';
import type { DespatchLineInput } from './despatch-input.ts';

interface ProductRow {
  readonly id: string;
  readonly sku: string;
  readonly name: string;
  readonly unit_code: string;
  readonly sunat_code: string | null;
}

/** The goods as told, with what the catalogue knows of them. @throws HubError 422 at the line of an unknown product */
export async function readLines(tx: Tx, told: readonly DespatchLineInput[]): Promise<DespatchLine[]> {
  const products = await productsOf(tx, told);
  const issues: FieldIssue[] = [];
  const lines = told.map((one, index): DespatchLine => {
    const named = one.product_id ?? one.sku;
    const product = products.find(({ id, sku }) =>
      one.product_id === undefined ? sku === one.sku : id === one.product_id,
    );
    if (named !== undefined && !product && (one.product_id !== undefined || one.description === undefined)) {
      const field = one.product_id === undefined ? 'sku' : 'product_id';
      issues.push({ pointer: `/lines/${index}/${field}`, code: 'not_found', detail: 'El producto no existe.' });
    }
    return {
      number: index + 1,
      sku: product?.sku ?? one.sku,
      description: one.description ?? product?.name ?? '',
      unitCode: one.unit_code ?? product?.unit_code ?? '',
      quantity: one.quantity,
      sunatCode: one.sunat_code ?? product?.sunat_code ?? undefined,
      declaration: one.declaration,
      declarationItem: one.declaration_item,
      tariff: one.tariff,
    };
  });
  if (issues.length > 0) throw invalid(issues);
  return lines;
}

async function productsOf(tx: Tx, told: readonly DespatchLineInput[]): Promise<readonly ProductRow[]> {
  const ids = told.flatMap(({ product_id }) => product_id ?? []);
  const skus = told.flatMap(({ sku }) => sku ?? []);
  if (ids.length + skus.length === 0) return [];
  return tx.sql<ProductRow>(
    `select id, sku, name, unit_code, sunat_code from product
      where company_id = $1 and (id = any($2::uuid[]) or sku = any($3::text[]))`,
    [tx.companyId, ids, skus],
  );
}

/** The goods of a sale: services do not travel. */
export async function linesOfSale(tx: Tx, saleId: string): Promise<DespatchLine[]> {
  const sold = (await loadSaleLines(tx, saleId)).filter(
    ({ tracksStock, unitCode }) => tracksStock || unitCode !== 'ZZ',
  );
  return sold.map(({ sku, description, unitCode, quantity, sunatCode }, index) => ({
    ...{ number: index + 1, sku, description, unitCode, quantity, sunatCode },
  }));
}
