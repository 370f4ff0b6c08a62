import type { z } from 'zod';
import { insertRow } from '../rows.ts';
import { uniqueIssue } from '../unique-issue.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { change } from '../change.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { bindResource } from '../idempotency/bind-resource.ts';
import { parseInput } from '../input.ts';
import { CreateProduct, type ProductRow, showProduct } from './product.ts';

/** Adds a product. @throws HubError 409 `already_exists` when the company has the SKU */
export async function createProduct(
  deps: ServiceDeps,
  ctx: ServiceContext,
  input: z.input<typeof CreateProduct>,
): Promise<ProductRow> {
  authorise(ctx, 'products:write');
  const data = parseInput(CreateProduct, input);
  return uniqueIssue({ product_sku_key: '/sku' }, () =>
    change(deps, ctx, async (tx, cipher) => {
      const row = await insertRow<ProductRow>(tx, 'product', data);
      await writeAudit(tx, ctx, cipher, {
        action: 'product.create',
        entity: 'product',
        entityId: row.id,
        after: showProduct(row),
      });
      await bindResource(tx, ctx, row.id);
      return row;
    }),
  );
}
