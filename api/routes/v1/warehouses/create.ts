import { createWarehouse } from '../../../../services/warehouses/create-warehouse.ts';
import { type WarehouseRow, CreateWarehouse, showWarehouse } from '../../../../services/warehouses/warehouse.ts';
import { getWarehouse } from '../../../../services/warehouses/read-warehouses.ts';
import { type Answer, created } from '../../../answer.ts';
import { defineRoute } from '../../define.ts';
import { Warehouse } from './schema.ts';

const answer = (row: WarehouseRow): Answer => created(showWarehouse(row), `/api/v1/warehouses/${row.id}`, row.version);

export const createWarehouseRoute = defineRoute({
  method: 'post',
  path: '/api/v1/warehouses',
  tag: 'company',
  summary: 'Add a warehouse',
  permission: 'warehouses:write',
  body: CreateWarehouse,
  answers: { 201: { description: 'The warehouse.', schema: Warehouse } },
  handler: async ({ deps, ctx, body }) => answer(await createWarehouse(deps.services, ctx, body)),
  rebuild: async ({ deps, ctx }, id) => answer(await getWarehouse(deps.services, ctx, id)),
});
