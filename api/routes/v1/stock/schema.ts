import { z } from 'zod';

export const StockLevel = z
  .object({
    warehouse_id: z.uuid(),
    product_id: z.uuid(),
    sku: z.string(),
    on_hand: z.string(),
    reserved: z.string(),
    available: z.string(),
    average_cost: z.string(),
  })
  .meta({ id: 'StockLevel' });

export const StockAdjustment = z
  .object({
    id: z.uuid(),
    warehouse_id: z.uuid(),
    reason_code: z.string(),
    note: z.string(),
    created_at: z.iso.datetime(),
    lines: z.array(
      z.object({
        product_id: z.uuid(),
        quantity: z.string().describe('Signed.'),
        unit_cost: z.string(),
        balance: z.string(),
        average_cost: z.string(),
      }),
    ),
  })
  .meta({ id: 'StockAdjustment' });

export const StockMovement = z
  .object({
    id: z.uuid(),
    recorded_at: z.iso.datetime(),
    effective_date: z.string(),
    warehouse_id: z.uuid(),
    product_id: z.uuid(),
    kind: z.enum(['sale', 'sale_cancelled', 'adjustment', 'opening']),
    source_id: z.uuid(),
    source_line: z.int(),
    quantity: z.string().describe('Signed.'),
    unit_cost: z.string(),
    balance: z.string().describe('On hand after it.'),
    average_cost: z.string(),
  })
  .meta({ id: 'StockMovement' });
