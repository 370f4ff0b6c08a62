import type { z } from 'zod';
import { conflict } from '../../domain/errors.ts';
import { databaseErrorCode } from '../../platform/database-pool.ts';
import { changesOf } from '../audit/changes-of.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { change } from '../change.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { parseInput } from '../input.ts';
import { lockVersion, updateRow } from '../rows.ts';
import { type ProductRow, showProduct, UpdateProduct } from './product.ts';

/**
 * Changes a product that the caller read at `version`. Stock keeps a copy of `allow_negative`: it follows here.
 * @throws HubError 404, 412, 409 `stock_is_negative` when negative stock is no longer allowed but exists
 */
export async function updateProduct(
  deps: ServiceDeps,
  ctx: ServiceContext,
  target: { readonly id: string; readonly version: number },
  input: z.input<typeof UpdateProduct>,
): Promise<ProductRow> {
  authorise(ctx, 'products:write');
  const data = parseInput(UpdateProduct, input);
  return change(deps, ctx, async (tx, cipher) => {
    const before = showProduct(await lockVersion<ProductRow>(tx, 'product', target));
    const row = await updateRow<ProductRow>(tx, 'product', target.id, { updated_at: deps.now(), ...data });
    const after = showProduct(row);
    await writeAudit(tx, ctx, cipher, {
      action: 'product.update',
      entity: 'product',
      entityId: row.id,
      ...changesOf(before, after),
    });
    if (before.allow_negative !== after.allow_negative) {
      const sql = 'update stock_level set allow_negative = $1 where product_id = $2';
      await tx.run(sql, [after.allow_negative, row.id]).catch((error: unknown) => {
        if (databaseErrorCode(error) !== '23514') throw error;
        throw conflict('stock_is_negative', 'El producto tiene stock negativo: ajústelo primero.');
      });
    }
    return row;
  });
}
