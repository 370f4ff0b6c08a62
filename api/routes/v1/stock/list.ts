import { z } from 'zod';
import { id } from '../../../../services/fields.ts';
import { listStock } from '../../../../services/stock/list-stock.ts';
import { listAnswer, pageOf, pageQuery } from '../../../paging.ts';
import { listOf } from '../../../schemas.ts';
import { defineRoute } from '../../define.ts';
import { StockLevel } from './schema.ts';

export const listStockRoute = defineRoute({
  method: 'get',
  path: '/api/v1/stock',
  tag: 'stock',
  summary: 'What lies in the warehouses',
  permission: 'stock:read',
  query: z.object({ ...pageQuery, warehouse_id: id.optional(), product_id: id.optional() }),
  answers: { 200: { description: 'Newest level first.', schema: listOf(StockLevel) } },
  async handler(call) {
    const page = await listStock(call.deps.services, call.ctx, call.query, pageOf(call, 'stock'));
    return listAnswer(call, 'stock', page, (level) => level);
  },
});
