import type { Tx } from '../../db/tx.ts';
import { sum, Decimal, toAmount } from '../../domain/decimal.ts';
import type { InvoiceDraft } from '../../domain/fiscal/invoice.ts';
import type { Sealed } from '../../platform/crypto/envelope.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { changeOf, storedTerms } from './check-payments.ts';
import { storedTotals } from './draft-invoice.ts';
import type { ResolvedLine } from './resolve-lines.ts';
import type { SaleInput } from './sale-input.ts';
import { saleWorkflowId } from './sale-workflow-id.ts';
import type { SaleRow } from './sale-view.ts';

export interface NewSale {
  readonly id: string;
  readonly requestId: string;
  readonly input: SaleInput;
  readonly lines: readonly ResolvedLine[];
  readonly draft: InvoiceDraft;
  readonly buyer: Sealed | null;
  /** Of a receipt of paper. */
  readonly paperNumber: number | undefined;
}

const INSERT = `
  with new_sale as (
    insert into sale (id, company_id, channel, warehouse_id, customer_id, buyer, document_type, series, currency,
                      exchange_rate, discount_percent, discount_amount, payment_terms, totals, total, workflow_id, request_id,
                      paper_number)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $22)
  ), new_lines as (
    insert into sale_line (id, company_id, sale_id, line, product_id, sku, description, unit_code, quantity, unit_price,
                           discount_percent, discount_amount, igv_affectation, sunat_code, tracks_stock, value, igv, total)
    select id, $2, $1, line, product_id, sku, description, unit_code, quantity, unit_price, discount_percent,
           discount_amount, igv_affectation, sunat_code, tracks_stock, value, igv, total
      from jsonb_to_recordset($18::jsonb) as l (id uuid, line int, product_id uuid, sku text, description text,
           unit_code text, quantity numeric, unit_price numeric, discount_percent numeric, discount_amount numeric,
           igv_affectation text, sunat_code text, tracks_stock boolean, value numeric, igv numeric, total numeric)
  ), new_payments as (
    insert into payment (id, company_id, sale_id, line, method, amount, currency, tendered, change)
    select id, $2, $1, line, method, amount, $9, tendered, change
      from jsonb_to_recordset($19::jsonb) as p (id uuid, line int, method text, amount numeric, tendered numeric,
           change numeric)
  )
  insert into sale_event (id, company_id, sale_id, kind, data) values ($20, $2, $1, 'received', $21)`;

function lineRows({ lines, draft }: NewSale) {
  return lines.map(({ pricing, product }, index) => {
    const priced = draft.lines[index];
    if (!priced) throw new Error('A line of the sale has no price');
    return {
      id: uuidv7(),
      line: index + 1,
      product_id: product.id,
      sku: product.sku,
      description: priced.description,
      unit_code: pricing.unitCode,
      quantity: pricing.quantity,
      unit_price: pricing.unitPrice,
      discount_percent: pricing.discountPercent ?? null,
      discount_amount: pricing.discountAmount ?? null,
      igv_affectation: pricing.igvAffectation,
      sunat_code: pricing.sunatCode ?? null,
      tracks_stock: product.tracks_stock,
      value: priced.value,
      igv: priced.igv,
      total: priced.total,
    };
  });
}

function paymentRows({ input }: NewSale) {
  return input.payments.map((payment, index) => ({
    id: uuidv7(),
    line: index + 1,
    method: payment.method,
    amount: payment.amount,
    tendered: payment.tendered ?? null,
    change: changeOf(payment),
  }));
}

/**
 * Writes the sale with its lines, payments and first event in one statement, which nobody waits for: the answer is the
 * sale as a read would find it, and the commit fails where the statement does.
 */
export async function insertSale(tx: Tx, sale: NewSale): Promise<SaleRow> {
  const { input, draft } = sale;
  const [lines, payments] = [lineRows(sale), paymentRows(sale)];
  tx.write(INSERT, [
    sale.id,
    tx.companyId,
    input.channel,
    input.warehouse_id,
    input.customer_id ?? null,
    sale.buyer?.bytes ?? null,
    draft.type,
    draft.series,
    draft.currency,
    input.exchange_rate ?? null,
    input.discount_percent ?? null,
    input.discount_amount ?? null,
    JSON.stringify(storedTerms(input)),
    JSON.stringify(storedTotals(draft.totals)),
    draft.totals.total,
    saleWorkflowId(tx.companyId, sale.id),
    sale.requestId,
    JSON.stringify(lines),
    JSON.stringify(payments),
    uuidv7(),
    JSON.stringify({ document_type: input.document_type, total: draft.totals.total, currency: draft.currency }),
    sale.paperNumber ?? null,
  ]);
  return rowOf(tx.companyId, sale, { at: await tx.begunAt(), lines, payments });
}

interface Written {
  readonly at: Date | string;
  readonly lines: ReturnType<typeof lineRows>;
  readonly payments: ReturnType<typeof paymentRows>;
}

function rowOf(companyId: string, { id, input, draft, buyer }: NewSale, { at, lines, payments }: Written): SaleRow {
  return {
    ...{ id, created_at: at, updated_at: at, status: 'received', channel: input.channel, version: 1 },
    ...{ warehouse_id: input.warehouse_id, customer_id: input.customer_id ?? null, buyer: buyer?.bytes ?? null },
    ...{ document_type: draft.type, series: draft.series, currency: draft.currency },
    exchange_rate: input.exchange_rate ?? null,
    discount_percent: input.discount_percent ?? null,
    discount_amount: input.discount_amount ?? null,
    ...{ payment_terms: storedTerms(input), totals: storedTotals(draft.totals), warnings: [] },
    workflow_id: saleWorkflowId(companyId, id),
    ...{ document_id: null, documents: null, attention: null, cancellation: null },
    lines: lines.map(({ id: _id, tracks_stock: _tracks, ...line }) => line),
    payments: payments.map(({ line: _line, ...payment }) => ({ ...payment, status: 'pending' })),
  };
}

/** Sum of what is paid with the sale, in its currency. */
export const paidWith = (input: SaleInput): string =>
  toAmount(sum(input.payments.map((payment) => new Decimal(payment.amount))));
