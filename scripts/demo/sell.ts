import { Decimal } from 'decimal.js';
import { z } from 'zod';

import type { DemoClient } from './client.ts';

const page = <T extends z.ZodType>(row: T) => z.object({ data: z.array(row) });
const warehouse = z.object({ id: z.string() });
const product = z.object({ sku: z.string(), price: z.string() });
const saleShape = z.object({
  id: z.string(),
  workflow_id: z.string(),
  status: z.string(),
  document: z.object({ id: z.string(), full_number: z.string().nullish(), status: z.string() }).nullish(),
  attention: z.object({ code: z.string(), detail: z.string() }).nullish(),
});
export const documentShape = z.object({
  id: z.string(),
  full_number: z.string(),
  status: z.string(),
  issue_date: z.string(),
  currency: z.string(),
  totals: z.object({ total: z.string() }),
  sunat: z.object({ code: z.string().nullish(), description: z.string().nullish() }).nullish(),
});

export type DemoDocument = z.infer<typeof documentShape>;
export interface DemoSale {
  readonly saleId: string;
  readonly workflowId: string;
  readonly document: DemoDocument;
}

export interface Order {
  readonly documentType: 'boleta' | 'factura';
  readonly customer: { readonly document_type: string; readonly document_number: string; readonly name: string };
  readonly lines: readonly { readonly sku: string; readonly quantity: number }[];
}

/** A person's boleta with a taxed and an exempt product, and a company's factura. */
export const ORDERS = {
  boleta: {
    documentType: 'boleta',
    customer: { document_type: '1', document_number: '45678912', name: 'ROSA QUISPE MAMANI' },
    lines: [
      { sku: 'CAFE-250', quantity: 2 },
      { sku: 'PAN-001', quantity: 10 },
    ],
  },
  factura: {
    documentType: 'factura',
    customer: { document_type: '6', document_number: '20100070970', name: 'SUPERMERCADOS DE PRUEBA S.A.' },
    lines: [{ sku: 'CAFE-250', quantity: 3 }],
  },
} as const satisfies Record<string, Order>;

/** Sells and waits until SUNAT has answered for good. */
export const sell = (client: DemoClient, order: Order): Promise<DemoSale> => startSale(client, order, 'completed');

/** Sells and waits until the sale is `issued` (numbered and signed) or `completed` (SUNAT has answered). */
export async function startSale(client: DemoClient, order: Order, until: 'issued' | 'completed'): Promise<DemoSale> {
  const started = await client.post('/sales', await bodyOf(client, order), saleShape, { prefer: 'wait=20' });
  const rests = [until, 'completed', 'cancelled', 'needs_attention'];
  const sale = await client.until(`/sales/${started.id}`, saleShape, (s) => rests.includes(s.status), 60);
  if (!sale.document) throw new Error(`La venta terminó sin comprobante: ${JSON.stringify(sale)}`);
  const document = await client.get(`/documents/${sale.document.id}`, documentShape);
  return { saleId: sale.id, workflowId: sale.workflow_id, document };
}

/** The request of an order: paid in cash, to the cent. */
async function bodyOf(client: DemoClient, order: Order): Promise<Record<string, unknown>> {
  const [place] = (await client.get('/warehouses', page(warehouse))).data;
  if (!place) throw new Error('La empresa de demostración no tiene almacén.');
  const prices = new Map((await client.get('/products?limit=200', page(product))).data.map((p) => [p.sku, p.price]));
  const total = order.lines.reduce(
    (sum, line) => sum.plus(new Decimal(prices.get(line.sku) ?? '0').times(line.quantity)),
    new Decimal(0),
  );
  return {
    warehouse_id: place.id,
    channel: 'store',
    document_type: order.documentType,
    customer: order.customer,
    lines: order.lines.map(({ sku, quantity }) => ({ sku, quantity: String(quantity) })),
    payments: [{ method: 'cash', amount: total.toFixed(2) }],
  };
}
