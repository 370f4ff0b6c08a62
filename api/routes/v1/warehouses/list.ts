import { z } from 'zod';
import { showWarehouse } from '../../../../services/warehouses/warehouse.ts';
import { listWarehouses } from '../../../../services/warehouses/read-warehouses.ts';
import { listAnswer, pageOf, pageQuery } from '../../../paging.ts';
import { listOf } from '../../../schemas.ts';
import { defineRoute } from '../../define.ts';
import { Warehouse } from './schema.ts';

export const listWarehousesRoute = defineRoute({
  method: 'get',
  path: '/api/v1/warehouses',
  tag: 'company',
  summary: 'List warehouses',
  permission: 'warehouses:read',
  query: z.object({ ...pageQuery }),
  answers: { 200: { description: 'Newest first.', schema: listOf(Warehouse) } },
  async handler(call) {
    const page = await listWarehouses(call.deps.services, call.ctx, pageOf(call, 'warehouses'));
    return listAnswer(call, 'warehouses', page, showWarehouse);
  },
});
