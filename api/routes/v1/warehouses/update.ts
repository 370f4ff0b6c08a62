import { UpdateWarehouse, showWarehouse } from '../../../../services/warehouses/warehouse.ts';
import { getWarehouse } from '../../../../services/warehouses/read-warehouses.ts';
import { updateWarehouse } from '../../../../services/warehouses/update-warehouse.ts';
import { ok } from '../../../answer.ts';
import { idParams } from '../../../schemas.ts';
import { defineRoute } from '../../define.ts';
import { Warehouse } from './schema.ts';

export const updateWarehouseRoute = defineRoute({
  method: 'patch',
  path: '/api/v1/warehouses/{id}',
  tag: 'company',
  summary: 'Change a warehouse',
  permission: 'warehouses:write',
  params: idParams,
  body: UpdateWarehouse,
  answers: { 200: { description: 'The warehouse.', schema: Warehouse } },
  target: ({ deps, ctx, params }) => getWarehouse(deps.services, ctx, params.id),
  async handler({ deps, ctx, params, version, body }) {
    const row = await updateWarehouse(deps.services, ctx, { id: params.id, version }, body);
    return ok(showWarehouse(row), { version: row.version });
  },
});
