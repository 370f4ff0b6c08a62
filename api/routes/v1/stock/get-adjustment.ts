import { getAdjustment } from '../../../../services/stock/get-adjustment.ts';
import { ok } from '../../../answer.ts';
import { idParams } from '../../../schemas.ts';
import { defineRoute } from '../../define.ts';
import { StockAdjustment } from './schema.ts';

export const getAdjustmentRoute = defineRoute({
  method: 'get',
  path: '/api/v1/stock/adjustments/{id}',
  tag: 'stock',
  summary: 'Read an adjustment',
  permission: 'stock:read',
  params: idParams,
  answers: { 200: { description: 'The adjustment with its movements.', schema: StockAdjustment } },
  handler: async ({ deps, ctx, params }) => ok(await getAdjustment(deps.services, ctx, params.id)),
});
