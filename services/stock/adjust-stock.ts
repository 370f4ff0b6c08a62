import { z } from 'zod';
import type { Tx } from '../../db/tx.ts';
import { conflict, type FieldIssue, invalid } from '../../domain/errors.ts';
import { limaDate } from '../../domain/time/lima.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { change } from '../change.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { id, line, unsigned } from '../fields.ts';
import { bindResource } from '../idempotency/bind-resource.ts';
import { parseInput } from '../input.ts';
import { type AdjustmentLine, adjustLevel } from './adjust-level.ts';
import { type KardexEntry, writeKardex } from './write-kardex.ts';

export const StockAdjustmentInput = z.strictObject({
  warehouse_id: id,
  reason_code: z.string().regex(/^[a-z][a-z0-9_]{1,39}$/, 'Minúsculas, dígitos y guion bajo, hasta 40.'),
  note: line(500),
  lines: z
    .array(
      z.strictObject({
        product_id: id,
        quantity: z
          .string()
          .regex(/^-?(0|[1-9]\d{0,8})(\.\d{1,6})?$/, 'Debe ser un número con signo, como texto.')
          .refine((value) => /[1-9]/.test(value), { error: 'No puede ser cero.', params: { code: 'zero' } }),
        unit_cost: unsigned(9, 10).optional().describe('Cost of what comes in; else the average cost.'),
      }),
    )
    .min(1)
    .max(200),
});
type Input = z.output<typeof StockAdjustmentInput>;

const at = (index: number, field: string, code: string, detail: string): FieldIssue => ({
  pointer: `/lines/${index}/${field}`,
  code,
  detail,
});

/** Faults of the request that the database knows of. */
async function faults(tx: Tx, input: Input): Promise<FieldIssue[]> {
  const warehouse = await tx.sql('select 1 from warehouse where company_id = $1 and id = $2', [
    ...[tx.companyId, input.warehouse_id],
  ]);
  const products = await tx.sql<{ id: string; tracks_stock: boolean }>(
    'select id, tracks_stock from product where company_id = $1 and id = any($2::uuid[])',
    [tx.companyId, input.lines.map((entry) => entry.product_id)],
  );
  const tracked = new Map(products.map((product) => [product.id, product.tracks_stock]));
  const ids = input.lines.map((entry) => entry.product_id);
  const issues = input.lines.flatMap(({ product_id, quantity, unit_cost }, index) => {
    if (!tracked.has(product_id)) return [at(index, 'product_id', 'not_found', 'El producto no existe.')];
    if (!tracked.get(product_id)) return [at(index, 'product_id', 'stock_not_tracked', 'El producto no lleva stock.')];
    if (ids.indexOf(product_id) !== index)
      return [at(index, 'product_id', 'named_twice', 'El producto está en otra línea.')];
    if (quantity.startsWith('-') && unit_cost !== undefined)
      return [at(index, 'unit_cost', 'cost_of_exit', 'Lo que sale lo hace al costo promedio.')];
    return [];
  });
  if (warehouse.length === 0)
    issues.unshift({ pointer: '/warehouse_id', code: 'not_found', detail: 'El almacén no existe.' });
  return issues;
}

/**
 * Changes stock by hand, with a reason: one kardex entry a line. What is reserved cannot be taken away.
 * @throws HubError 422, 409 `insufficient_stock` at `/lines/N/quantity`
 */
export async function adjustStock(
  deps: ServiceDeps,
  ctx: ServiceContext,
  body: unknown,
): Promise<{ adjustmentId: string }> {
  authorise(ctx, 'stock:adjust');
  const input = parseInput(StockAdjustmentInput, body);
  const adjustmentId = uuidv7();
  await change(deps, ctx, async (tx, cipher) => {
    const issues = await faults(tx, input);
    if (issues.length > 0) throw invalid(issues);
    await writeAudit(tx, ctx, cipher, {
      ...{ action: 'stock.adjust', entity: 'stock_adjustment', entityId: adjustmentId, reason: input.note },
      after: { warehouse_id: input.warehouse_id, reason_code: input.reason_code, lines: input.lines },
    });
    await tx.run(
      `insert into stock_adjustment (id, company_id, warehouse_id, reason_code, note, actor_id)
       values ($1, $2, $3, $4, $5, $6)`,
      [adjustmentId, tx.companyId, input.warehouse_id, input.reason_code, input.note, ctx.actor.id],
    );
    await bindResource(tx, ctx, adjustmentId);
    await move(tx, input, adjustmentId, limaDate(deps.now()));
  });
  return { adjustmentId };
}

async function move(tx: Tx, input: Input, adjustmentId: string, date: string): Promise<void> {
  const lines: AdjustmentLine[] = input.lines.map((entry, index) => ({
    ...{ index, productId: entry.product_id, quantity: entry.quantity, unitCost: entry.unit_cost },
  }));
  lines.sort((a, b) => (a.productId < b.productId ? -1 : 1));
  const entries: KardexEntry[] = [];
  const short: FieldIssue[] = [];
  for (const entry of lines) {
    const moved = await adjustLevel(tx, input.warehouse_id, entry);
    if (moved) entries.push(moved);
    else short.push(at(entry.index, 'quantity', 'insufficient_stock', 'No hay tanto stock disponible.'));
  }
  if (short.length > 0) throw conflict('insufficient_stock', 'No hay stock suficiente.', short);
  const source = { kind: 'adjustment', sourceId: adjustmentId, warehouseId: input.warehouse_id, date } as const;
  await writeKardex(tx, source, entries);
}
