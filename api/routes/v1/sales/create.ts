import { createSale } from '../../../../services/sales/create-sale.ts';
import { echoSale, getSale } from '../../../../services/sales/read-sales.ts';
import type { SaleView } from '../../../../services/sales/sale-view.ts';
import { SaleInput } from '../../../../services/sales/sale-input.ts';
import { RESTING } from '../../../../services/sales/wait-for-sale.ts';
import { accepted } from '../../../answer.ts';
import { defineRoute } from '../../define.ts';
import { Sale } from './schema.ts';

const locationOf = (id: string): string => `/api/v1/sales/${id}`;

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
  async handler({ deps, ctx, body, wait }) {
    // Without a wait the answer is known when the sale is written, and is kept with it.
    const answerOf = wait > 0 ? undefined : (sale: SaleView) => accepted(sale, locationOf(sale.id));
    const { saleId, outboxId, documentType, sale: written } = await createSale(deps.services, ctx, body, answerOf);
    const { companyId, requestId } = ctx;
    await deps.sales.start({ companyId, saleId, requestId, documentType, outboxId });
    if (answerOf) return { ...answerOf(written), kept: true };
    await deps.sales.waitFor(companyId, saleId, wait, ({ status }) => RESTING.includes(status));
    const sale = await echoSale(deps.services, ctx, saleId, { customer: body.customer !== undefined });
    return accepted(sale, locationOf(saleId));
  },
  async rebuild({ deps, ctx }, id) {
    const sale = await getSale(deps.services, { ...ctx, permissions: new Set(['sales:read']), reveal: false }, id);
    return accepted(sale, locationOf(id));
  },
});
