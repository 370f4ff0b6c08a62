import { z } from 'zod';
import { SALE_STATUSES } from '../../../../services/sales/statuses.ts';
import { id } from '../../../../services/fields.ts';
import { periodQuery } from '../../../../services/period.ts';
import { listSales } from '../../../../services/sales/read-sales.ts';
import { listAnswer, pageOf, pageQuery } from '../../../paging.ts';
import { listOf } from '../../../schemas.ts';
import { defineRoute } from '../../define.ts';
import { Sale } from './schema.ts';

export const listSalesRoute = defineRoute({
  method: 'get',
  path: '/api/v1/sales',
  tag: 'sales',
  summary: 'List sales',
  permission: 'sales:read',
  reveal: true,
  query: z.object({
    ...pageQuery,
    ...periodQuery,
    status: z.enum(SALE_STATUSES).optional(),
    warehouse_id: id.optional(),
    channel: z.string().min(1).max(60).optional(),
    document_type: z.enum(['factura', 'boleta']).optional(),
  }),
  answers: { 200: { description: 'Newest first.', schema: listOf(Sale) } },
  async handler(call) {
    const page = await listSales(call.deps.services, call.ctx, call.query, pageOf(call, 'sales'));
    return listAnswer(call, 'sales', page, (sale) => sale);
  },
});
