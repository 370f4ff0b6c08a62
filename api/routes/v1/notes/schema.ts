import { z } from 'zod';
import { NOTE_STATUSES } from '../../../../services/sales/statuses.ts';
import { DocumentRef, money, Totals, Warning } from '../sales/schema.ts';

const NoteLine = z.object({
  line: z.int(),
  amends: z.int().nullable().describe('Line of the amended document; null for a line of its own.'),
  product_id: z.uuid().nullable(),
  sku: z.string(),
  description: z.string(),
  unit_code: z.string(),
  quantity: z.string(),
  returned: z.string().describe('Goods that come back.'),
  unit_price: z.string(),
  igv_affectation: z.string(),
  value: money,
  igv: money,
  total: money,
});

const Refund = z.object({
  id: z.uuid(),
  payment_id: z.uuid().describe('The payment that it goes back to.'),
  method: z.string(),
  amount: money,
  status: z.enum(['recorded', 'reversed']),
});

export const Note = z
  .object({
    id: z.uuid(),
    type: z.enum(['credit_note', 'debit_note']),
    status: z
      .enum(NOTE_STATUSES)
      .describe('`received` also while SUNAT has not accepted what it amends: it is issued after that.'),
    workflow_id: z.string(),
    sale_id: z.uuid(),
    amends: DocumentRef,
    reason_code: z.string(),
    reason: z.string(),
    effects: z.enum(['none', 'stock', 'money', 'both']),
    series: z.string(),
    currency: z.string(),
    lines: z.array(NoteLine),
    totals: Totals,
    refunds: z.array(Refund).describe('Money given back, by payment of the sale.'),
    warnings: z.array(Warning),
    document: DocumentRef.nullable().describe('The current one; null before issue.'),
    documents: z.array(DocumentRef),
    attention: z
      .object({ id: z.uuid(), code: z.string(), detail: z.string(), options: z.array(z.string()) })
      .nullable()
      .describe('What the note waits for, in `needs_attention`.'),
    cancellation: z.object({ code: z.string(), reason: z.string() }).nullable(),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
  })
  .meta({ id: 'Note' });
