import { createSale } from '../../../../services/sales/create-sale.ts';
import { SaleInput } from '../../../../services/sales/sale-input.ts';
import { defineRoute } from '../../define.ts';
import { Sale } from './schema.ts';
import { showAgain, takeOn } from './take-on.ts';

export const createSaleRoute = defineRoute({
  method: 'post',
  path: '/api/v1/sales',
  tag: 'sales',
  summary: 'Sell',
  description:
    'Takes a sale on and starts its process; answers it as written (`received`). `Prefer: wait=N` holds the answer until the document is issued.',
  permission: 'sales:create',
  wait: true,
  body: SaleInput,
  answers: { 202: { description: 'The sale; its GET tells where it stands.', schema: Sale } },
  handler: (request) =>
    takeOn(request, 'sales:create', (answerOf) =>
      createSale(request.deps.services, request.ctx, request.body, answerOf),
    ),
  rebuild: showAgain,
});
