import type { z } from 'zod';
import { changesOf } from '../audit/changes-of.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { change } from '../change.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { parseInput } from '../input.ts';
import { lockVersion, updateRow } from '../rows.ts';
import { showWarehouse, type WarehouseRow, UpdateWarehouse } from './warehouse.ts';

/** Changes name or activity. @throws HubError 404, 412, 422 */
export async function updateWarehouse(
  deps: ServiceDeps,
  ctx: ServiceContext,
  target: { readonly id: string; readonly version: number },
  input: z.input<typeof UpdateWarehouse>,
): Promise<WarehouseRow> {
  authorise(ctx, 'warehouses:write');
  const data = parseInput(UpdateWarehouse, input);
  return change(deps, ctx, async (tx, cipher) => {
    const before = await lockVersion<WarehouseRow>(tx, 'warehouse', target);
    const after = await updateRow<WarehouseRow>(tx, 'warehouse', target.id, { ...data });
    await writeAudit(tx, ctx, cipher, {
      action: 'warehouse.update',
      entity: 'warehouse',
      entityId: target.id,
      ...changesOf(showWarehouse(before), showWarehouse(after)),
    });
    return after;
  });
}
