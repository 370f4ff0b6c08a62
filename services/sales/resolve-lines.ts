import type { StoredIsc } from '../../db/entities/catalogue.ts';
import type { Tx } from '../../db/tx.ts';
import { Decimal, toQuantity, ZERO } from '../../domain/decimal.ts';
import type { FieldIssue } from '../../domain/errors.ts';
import type { SaleLineInput as PricingLine } from '../../domain/sale/types.ts';
import { readLineExtras } from './read-extras.ts';
import type { LineExtras } from './sale-extras.ts';
import type { SaleInput, SaleLineInput } from './sale-input.ts';

export interface ProductRow {
  readonly id: string;
  readonly sku: string;
  readonly name: string;
  readonly unit_code: string;
  readonly price: string;
  readonly currency: string;
  readonly igv_affectation: string;
  readonly sunat_code: string | null;
  readonly isc: StoredIsc | null;
  readonly icbper: boolean;
  readonly tracks_stock: boolean;
  readonly allow_negative: boolean;
  readonly active: boolean;
  /** On hand less reserved in the sale's warehouse. */
  readonly available: string;
}

/** A line of the request with the product that it names. */
export interface ResolvedLine {
  readonly pricing: PricingLine;
  readonly product: ProductRow;
  /** What only some lines have; part of `pricing` too. */
  readonly extras: LineExtras;
}

/** The products that a sale names, in one look. */
export async function productsOf(tx: Tx, input: SaleInput): Promise<readonly ProductRow[]> {
  const present = (values: readonly (string | undefined)[]) => [...new Set(values.filter((v) => v !== undefined))];
  return tx.sql<ProductRow>(
    `select p.id, p.sku, p.name, p.unit_code, p.price, p.currency, p.igv_affectation, p.sunat_code, p.isc, p.icbper, p.tracks_stock,
            p.allow_negative, p.active, coalesce(s.on_hand - s.reserved, 0) as available
       from product p
       left join stock_level s on s.company_id = p.company_id and s.product_id = p.id and s.warehouse_id = $2
      where p.company_id = $1 and (p.sku = any($3::text[]) or p.id = any($4::uuid[]))`,
    [
      tx.companyId,
      input.warehouse_id,
      present(input.lines.map((line) => line.sku)),
      present(input.lines.map((line) => line.product_id)),
    ],
  );
}

function lineIssues(
  line: SaleLineInput,
  index: number,
  product: ProductRow | undefined,
  sale: SaleInput,
): FieldIssue[] {
  const at = `/lines/${index}`;
  const named = line.sku === undefined ? 'product_id' : 'sku';
  if (!product) return [{ pointer: `${at}/${named}`, code: 'not_found', detail: 'El producto no existe.' }];
  if (!product.active)
    return [{ pointer: `${at}/${named}`, code: 'product_inactive', detail: 'El producto no está activo.' }];
  if (product.currency !== sale.currency && line.unit_price === undefined) {
    const detail = `El precio del producto está en ${product.currency}: indique unit_price en ${sale.currency}.`;
    return [{ pointer: `${at}/unit_price`, code: 'unit_price_required', detail }];
  }
  return [];
}

function pricingLine(line: SaleLineInput, product: ProductRow): PricingLine {
  return {
    productId: product.id,
    sku: product.sku,
    description: product.name,
    unitCode: product.unit_code,
    quantity: line.quantity,
    unitPrice: line.unit_price ?? toQuantity(product.price),
    igvAffectation: line.igv_affectation ?? product.igv_affectation,
    discountPercent: line.discount_percent,
    discountAmount: line.discount_amount,
    sunatCode: product.sunat_code ?? undefined,
  };
}

/** Finds the product of each line; what is unknown, inactive or without a price goes to `issues`. */
export function resolveLines(
  products: readonly ProductRow[],
  input: SaleInput,
  issues: FieldIssue[],
): readonly ResolvedLine[] {
  const bySku = new Map(products.map((product) => [product.sku, product]));
  const byId = new Map(products.map((product) => [product.id, product]));
  const resolved: ResolvedLine[] = [];
  for (const [index, line] of input.lines.entries()) {
    const product = line.sku === undefined ? byId.get(line.product_id ?? '') : bySku.get(line.sku);
    issues.push(...lineIssues(line, index, product, input));
    if (!product) continue;
    const extras = readLineExtras(line, product);
    resolved.push({ pricing: { ...pricingLine(line, product), ...extras }, product, extras });
  }
  const foreign = resolved.some(({ product }) => product.currency !== input.currency);
  if (foreign && input.exchange_rate === undefined) {
    const detail = 'Indique el tipo de cambio: la moneda de la venta no es la del producto.';
    issues.push({ pointer: '/exchange_rate', code: 'exchange_rate_required', detail });
  }
  return resolved;
}

/** Lines whose product is short now, by the sum over all its lines: issues at `/lines/N/quantity`. */
export function shortLines(lines: readonly ResolvedLine[]): FieldIssue[] {
  const wanted = new Map<string, Decimal>();
  for (const { pricing, product } of lines)
    wanted.set(product.id, (wanted.get(product.id) ?? ZERO).plus(pricing.quantity));
  return lines.flatMap(({ product }, index) => {
    if (!product.tracks_stock || product.allow_negative) return [];
    if ((wanted.get(product.id) ?? ZERO).lessThanOrEqualTo(product.available)) return [];
    const left = toQuantity(Decimal.max(new Decimal(product.available), ZERO));
    const detail = `No hay stock suficiente de ${product.sku}: quedan ${left}.`;
    return [{ pointer: `/lines/${index}/quantity`, code: 'insufficient_stock', detail }];
  });
}
