import { getSale } from '../../../../services/sales/read-sales.ts';
import { ok } from '../../../answer.ts';
import { idParams } from '../../../schemas.ts';
import { defineRoute } from '../../define.ts';
import { Sale } from './schema.ts';

export const getSaleRoute = defineRoute({
  method: 'get',
  path: '/api/v1/sales/{id}',
  tag: 'sales',
  summary: 'Read a sale',
  permission: 'sales:read',
  reveal: true,
  params: idParams,
  answers: { 200: { description: 'The sale.', schema: Sale } },
  handler: async ({ deps, ctx, params }) => ok(await getSale(deps.services, ctx, params.id)),
});
