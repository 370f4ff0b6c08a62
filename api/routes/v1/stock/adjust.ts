import { adjustStock, StockAdjustmentInput } from '../../../../services/stock/adjust-stock.ts';
import { getAdjustment } from '../../../../services/stock/get-adjustment.ts';
import { created } from '../../../answer.ts';
import { defineRoute } from '../../define.ts';
import { StockAdjustment } from './schema.ts';

const locationOf = (id: string): string => `/api/v1/stock/adjustments/${id}`;

export const adjustStockRoute = defineRoute({
  method: 'post',
  path: '/api/v1/stock/adjustments',
  tag: 'stock',
  summary: 'Change stock by hand, with a reason',
  permission: 'stock:adjust',
  body: StockAdjustmentInput,
  answers: { 201: { description: 'The adjustment with its movements.', schema: StockAdjustment } },
  async handler({ deps, ctx, body }) {
    const { adjustmentId } = await adjustStock(deps.services, ctx, body);
    return created(await getAdjustment(deps.services, ctx, adjustmentId), locationOf(adjustmentId));
  },
  rebuild: async ({ deps, ctx }, id) => created(await getAdjustment(deps.services, ctx, id), locationOf(id)),
});
