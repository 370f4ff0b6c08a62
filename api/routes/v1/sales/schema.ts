import { z } from 'zod';
import { SALE_STATUSES } from '../../../../services/sales/statuses.ts';
import { LINE_EXTRAS, SALE_EXTRAS } from './extras-schema.ts';

export const money = z.string().describe('Decimal with two places.');

export const Totals = z
  .object({
    taxable: money,
    exempt: money,
    unaffected: money,
    export: money,
    free: money,
    igv: money,
    isc: money,
    icbper: money,
    discount: money,
    charge: money,
    total: money,
    ivap_base: money.optional().describe('Only where there is arroz pilado.'),
    ivap: money.optional(),
    prepaid: money.optional().describe('Only where an advance was taken off.'),
  })
  .meta({ id: 'Totals' });

/** What SUNAT would only observe, found before a number is taken. */
export const Warning = z
  .object({ pointer: z.string(), code: z.string(), detail: z.string(), sunat_code: z.string().nullable() })
  .meta({ id: 'Warning' });

export const DocumentRef = z.object({
  id: z.uuid(),
  type: z.string().describe('Catalogue 01.'),
  full_number: z.string(),
  status: z.string(),
});

const SaleLine = z.object({
  line: z.int(),
  product_id: z.uuid(),
  sku: z.string(),
  description: z.string(),
  unit_code: z.string(),
  quantity: z.string(),
  unit_price: z.string(),
  discount_percent: z.string().nullable(),
  discount_amount: z.string().nullable(),
  igv_affectation: z.string(),
  sunat_code: z.string().nullable(),
  value: money,
  igv: money,
  total: money,
  ...LINE_EXTRAS,
});

const SalePayment = z.object({
  id: z.uuid(),
  method: z.string(),
  amount: money,
  tendered: money.nullable(),
  change: money,
  status: z.enum(['pending', 'recorded', 'reversed']),
});

const Buyer = z.object({
  document_type: z.string(),
  document_number: z.string().describe("Masked when it is a person's, unless revealed or just sent."),
  name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  address: z.string().nullable(),
});

export const Sale = z
  .object({
    id: z.uuid(),
    status: z.enum(SALE_STATUSES),
    workflow_id: z.string(),
    channel: z.string(),
    warehouse_id: z.uuid(),
    customer_id: z.uuid().nullable(),
    customer: Buyer.nullable().describe('null: CLIENTES VARIOS.'),
    document_type: z.enum(['factura', 'boleta']),
    series: z.string(),
    currency: z.string(),
    exchange_rate: z.string().nullable(),
    discount_percent: z.string().nullable(),
    discount_amount: z.string().nullable(),
    ...SALE_EXTRAS,
    lines: z.array(SaleLine),
    payments: z.array(SalePayment),
    payment_terms: z.object({
      type: z.enum(['cash', 'credit']),
      instalments: z.array(z.object({ amount: money, due_date: z.string() })),
    }),
    totals: Totals,
    warnings: z.array(Warning).describe('What SUNAT would observe in the document; it is issued all the same.'),
    document: DocumentRef.nullable().describe('The current one; null before issue.'),
    documents: z.array(DocumentRef),
    attention: z
      .object({ id: z.uuid(), code: z.string(), detail: z.string(), options: z.array(z.string()) })
      .nullable()
      .describe('What the sale waits for, in `needs_attention`.'),
    cancellation: z
      .object({
        code: z.string(),
        reason: z.string().nullable(),
        lines: z.array(z.object({ line: z.int(), sku: z.string() })),
      })
      .nullable(),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
  })
  .meta({ id: 'Sale' });

export const SaleEvent = z
  .object({ id: z.uuid(), at: z.iso.datetime(), kind: z.string(), data: z.record(z.string(), z.unknown()) })
  .meta({ id: 'SaleEvent' });
