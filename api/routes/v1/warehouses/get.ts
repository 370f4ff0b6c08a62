import { showWarehouse } from '../../../../services/warehouses/warehouse.ts';
import { getWarehouse } from '../../../../services/warehouses/read-warehouses.ts';
import { ok } from '../../../answer.ts';
import { idParams } from '../../../schemas.ts';
import { defineRoute } from '../../define.ts';
import { Warehouse } from './schema.ts';

export const getWarehouseRoute = defineRoute({
  method: 'get',
  path: '/api/v1/warehouses/{id}',
  tag: 'company',
  summary: 'Read a warehouse',
  permission: 'warehouses:read',
  params: idParams,
  answers: { 200: { description: 'The warehouse.', schema: Warehouse } },
  async handler({ deps, ctx, params }) {
    const row = await getWarehouse(deps.services, ctx, params.id);
    return ok(showWarehouse(row), { version: row.version });
  },
});
