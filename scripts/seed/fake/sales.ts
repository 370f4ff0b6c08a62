import { Decimal } from '../../../domain/decimal.ts';
import { sendDeadline } from '../../../domain/fiscal/deadlines.ts';
import { fileName, qrText } from '../../../domain/fiscal/invoice.ts';
import { priceSale } from '../../../domain/sale/price-sale.ts';
import type { PricedSale } from '../../../domain/sale/types.ts';
import { limaDate, limaTime } from '../../../domain/time/lima.ts';
import type { CompanyCipher } from '../../../platform/crypto/envelope.ts';
import { sha256 } from '../../../platform/auth/secrets.ts';
import { uuidv7 } from '../../../platform/ids.ts';
import type { FakeProduct } from './catalogue.ts';
import type { FakeCustomer } from './people.ts';
import type { Random } from './random.ts';
import { bytea, type Row } from './write.ts';

/** The shop the sales are made in: ids as the database has them, stock and numbers as they run on. */
export interface FakeShop {
  readonly companyId: string;
  readonly ruc: string;
  /** The company's way to SUNAT. */
  readonly environment: string;
  readonly warehouseId: string;
  readonly cipher: CompanyCipher;
  readonly products: readonly (FakeProduct & { readonly id: string })[];
  readonly customers: readonly (FakeCustomer & { readonly id: string })[];
  readonly series: Readonly<Record<'01' | '03', string>>;
  readonly nextNumber: Record<'01' | '03', number>;
  /** On hand by product id; every sale takes from it. */
  readonly onHand: Map<string, Decimal>;
}

/** Rows of one batch, by table, in the order they must be inserted. */
export type Batch = Record<'sale' | 'sale_line' | 'payment' | 'fiscal_document' | 'stock_movement', Row[]>;

export const emptyBatch = (): Batch => ({
  sale: [],
  sale_line: [],
  payment: [],
  fiscal_document: [],
  stock_movement: [],
});

/** One completed sale with its accepted document, its payment and its kardex lines, added to the batch. */
export function addSale(batch: Batch, shop: FakeShop, random: Random, at: Date): void {
  const saleId = uuidv7(at.getTime());
  const customer = random.chance(0.8) ? random.pick(shop.customers) : undefined;
  const type = customer?.documentType === '6' ? '01' : '03';
  const priced = priceSale({
    currency: 'PEN',
    issueDate: limaDate(at),
    lines: Array.from({ length: random.integer(1, 4) }, () => lineOf(shop, random)),
  });
  const named = customer ?? (Number(priced.totals.total) > 700 ? shop.customers[0] : undefined);
  const documentId = uuidv7(at.getTime());
  addSaleRow(batch, shop, { saleId, documentId, type, at, priced, customer: named });
  addDocument(batch, shop, { saleId, documentId, type, at, priced, customer: named });
  addLines(batch, shop, saleId, at, priced);
  batch.payment.push({
    id: uuidv7(at.getTime()),
    company_id: shop.companyId,
    created_at: at,
    sale_id: saleId,
    line: 1,
    method: random.chance(0.6) ? 'cash' : 'card_terminal',
    amount: priced.totals.total,
    currency: 'PEN',
    change: '0',
    status: 'recorded',
    recorded_at: at,
  });
}

interface Made {
  readonly saleId: string;
  readonly documentId: string;
  readonly type: '01' | '03';
  readonly at: Date;
  readonly priced: PricedSale;
  readonly customer: (FakeCustomer & { readonly id: string }) | undefined;
}

function lineOf(shop: FakeShop, random: Random) {
  const product = random.pick(shop.products);
  return {
    productId: product.id,
    sku: product.sku,
    description: product.name,
    unitCode: 'NIU',
    quantity: String(random.integer(1, 5)),
    unitPrice: product.price,
    igvAffectation: product.igvAffectation,
    sunatCode: product.sunatCode,
    ...(random.chance(0.08) ? { discountPercent: '10' } : {}),
  };
}

function addSaleRow(batch: Batch, shop: FakeShop, made: Made): void {
  const { saleId, at, priced, customer } = made;
  const buyer = customer && {
    documentType: customer.documentType,
    documentNumber: customer.documentNumber,
    name: customer.name,
  };
  batch.sale.push({
    id: saleId,
    company_id: shop.companyId,
    created_at: at,
    updated_at: at,
    status: 'completed',
    channel: 'store',
    warehouse_id: shop.warehouseId,
    customer_id: customer?.id ?? null,
    buyer: buyer ? bytea(shop.cipher.seal(JSON.stringify(buyer), `sale.buyer/${saleId}`).bytes) : null,
    document_type: made.type,
    series: shop.series[made.type],
    currency: 'PEN',
    payment_terms: { type: 'cash', instalments: [] },
    totals: priced.totals,
    total: priced.totals.total,
    workflow_id: `${shop.companyId}/sale/${saleId}`,
    request_id: 'seed',
    issue_attempt: 1,
    document_id: made.documentId,
    version: 1,
  });
}

function addDocument(batch: Batch, shop: FakeShop, made: Made): void {
  const { saleId, documentId, type, at, priced, customer } = made;
  const number = shop.nextNumber[type]++;
  const series = shop.series[type];
  const hash = sha256(`${series}-${number}`).toString('base64');
  const qr = qrText({
    ruc: shop.ruc,
    type,
    series,
    number,
    igv: priced.totals.igv,
    total: priced.totals.total,
    issueDate: priced.issueDate,
    customerType: customer?.documentType,
    customerNumber: customer?.documentNumber,
    digest: hash,
  });
  batch.fiscal_document.push({
    id: documentId,
    company_id: shop.companyId,
    created_at: at,
    updated_at: at,
    sale_id: saleId,
    source_type: 'sale',
    source_id: saleId,
    issue_attempt: 1,
    environment: shop.environment,
    type,
    series,
    number,
    issue_date: priced.issueDate,
    issue_time: limaTime(at),
    currency: 'PEN',
    totals: priced.totals,
    total: priced.totals.total,
    hash,
    qr: bytea(shop.cipher.seal(qr, `fiscal_document.qr/${documentId}`).bytes),
    file_name: fileName(shop.ruc, type, series, number),
    file_version: 1,
    status: 'accepted',
    deadline_at: sendDeadline(type, priced.issueDate),
    sunat_code: null,
    sunat_description: 'Documento de prueba sin archivos.',
    evidence: 'validity_query',
    settled_at: at,
    version: 1,
  });
}

function addLines(batch: Batch, shop: FakeShop, saleId: string, at: Date, priced: PricedSale): void {
  for (const line of priced.lines) {
    const product = shop.products.find(({ id }) => id === line.productId);
    batch.sale_line.push({
      id: uuidv7(at.getTime()),
      company_id: shop.companyId,
      sale_id: saleId,
      line: line.number,
      product_id: line.productId,
      sku: line.sku,
      description: line.description,
      unit_code: line.unitCode,
      quantity: line.quantity,
      unit_price: line.unitPrice,
      discount_percent: line.discount === '0.00' ? null : '10',
      igv_affectation: line.igvAffectation,
      sunat_code: line.sunatCode ?? null,
      tracks_stock: true,
      value: line.value,
      igv: line.igv,
      total: line.total,
    });
    const balance = (shop.onHand.get(line.productId) ?? new Decimal(0)).minus(line.quantity);
    shop.onHand.set(line.productId, balance);
    batch.stock_movement.push({
      id: uuidv7(at.getTime()),
      company_id: shop.companyId,
      recorded_at: at,
      effective_date: priced.issueDate,
      warehouse_id: shop.warehouseId,
      product_id: line.productId,
      kind: 'sale',
      source_id: saleId,
      source_line: line.number,
      quantity: `-${line.quantity}`,
      unit_cost: product?.cost ?? '0',
      balance: balance.toString(),
      average_cost: product?.cost ?? '0',
    });
  }
}
