import type { z } from 'zod';
import { requireEstablishment } from '../establishments/require-establishment.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { change } from '../change.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { bindResource } from '../idempotency/bind-resource.ts';
import { parseInput } from '../input.ts';
import { insertRow } from '../rows.ts';
import { uniqueIssue } from '../unique-issue.ts';
import { CreateWarehouse, showWarehouse, type WarehouseRow } from './warehouse.ts';

/** A warehouse of an establishment. @throws HubError 409 `already_exists` at `/code`, 422 */
export async function createWarehouse(
  deps: ServiceDeps,
  ctx: ServiceContext,
  input: z.input<typeof CreateWarehouse>,
): Promise<WarehouseRow> {
  authorise(ctx, 'warehouses:write');
  const data = parseInput(CreateWarehouse, input);
  return uniqueIssue({ warehouse_code_key: '/code' }, () =>
    change(deps, ctx, async (tx, cipher) => {
      await requireEstablishment(tx, data.establishment_id);
      const row = await insertRow<WarehouseRow>(tx, 'warehouse', { ...data });
      const after = showWarehouse(row);
      await writeAudit(tx, ctx, cipher, { action: 'warehouse.create', entity: 'warehouse', entityId: row.id, after });
      await bindResource(tx, ctx, row.id);
      return row;
    }),
  );
}
