import { z } from 'zod';
import { id } from '../../../../services/fields.ts';
import { periodQuery } from '../../../../services/period.ts';
import { listKardex } from '../../../../services/stock/list-kardex.ts';
import { listAnswer, pageOf, pageQuery } from '../../../paging.ts';
import { listOf } from '../../../schemas.ts';
import { defineRoute } from '../../define.ts';
import { StockMovement } from './schema.ts';

export const listKardexRoute = defineRoute({
  method: 'get',
  path: '/api/v1/kardex',
  tag: 'stock',
  summary: 'Movements of stock (kardex)',
  permission: 'stock:read',
  query: z.object({ ...pageQuery, ...periodQuery, warehouse_id: id.optional(), product_id: id.optional() }),
  answers: { 200: { description: 'Newest first.', schema: listOf(StockMovement) } },
  async handler(call) {
    const page = await listKardex(call.deps.services, call.ctx, call.query, pageOf(call, 'kardex'));
    return listAnswer(call, 'kardex', page, (movement) => movement);
  },
});
