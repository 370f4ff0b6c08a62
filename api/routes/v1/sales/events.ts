import { z } from 'zod';
import { listSaleEvents } from '../../../../services/sales/list-sale-events.ts';
import { listAnswer, pageOf, pageQuery } from '../../../paging.ts';
import { idParams, listOf } from '../../../schemas.ts';
import { defineRoute } from '../../define.ts';
import { SaleEvent } from './schema.ts';

export const listSaleEventsRoute = defineRoute({
  method: 'get',
  path: '/api/v1/sales/{id}/events',
  tag: 'sales',
  summary: 'What happened to a sale',
  permission: 'sales:read',
  params: idParams,
  query: z.object(pageQuery),
  answers: { 200: { description: 'Newest first.', schema: listOf(SaleEvent) } },
  async handler(call) {
    const { id } = call.params;
    const page = await listSaleEvents(call.deps.services, call.ctx, id, pageOf(call, `sale-events/${id}`));
    return listAnswer(call, `sale-events/${id}`, page, (event) => event);
  },
});
