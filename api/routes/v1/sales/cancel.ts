import { requireRow } from '../../../../services/require-row.ts';
import { echoSale } from '../../../../services/sales/read-sales.ts';
import { cancelUnstarted } from '../../../../services/sales/cancel-unstarted.ts';
import { CancelSaleInput, requestCancel } from '../../../../services/sales/request-cancel.ts';
import { RESTING } from '../../../../services/sales/wait-for-sale.ts';
import { accepted } from '../../../answer.ts';
import { idParams } from '../../../schemas.ts';
import { defineRoute } from '../../define.ts';
import { checkAccepted } from './message-result.ts';
import { Sale } from './schema.ts';

export const cancelSaleRoute = defineRoute({
  method: 'post',
  path: '/api/v1/sales/{id}/cancel',
  tag: 'sales',
  summary: 'Cancel a sale before its document is issued',
  description: 'After issue 409 `already_issued`: a credit note is the legal act then.',
  permission: 'sales:cancel',
  wait: true,
  params: idParams,
  exists: ({ deps, ctx, params }) => requireRow(deps.services, ctx, 'sale', params.id),
  body: CancelSaleInput,
  answers: { 202: { description: 'The sale; stock and payment are being undone.', schema: Sale } },
  async handler({ deps, ctx, params, body, wait }) {
    const { workflowId, version, reason, by } = await requestCancel(deps.services, ctx, params.id, body);
    const result = await deps.sales.cancel(workflowId, { reason, by });
    if (result) checkAccepted(result);
    else await cancelUnstarted(deps.services, ctx, { saleId: params.id, reason });
    await deps.sales.waitFor(ctx.companyId, params.id, wait, (sale) => {
      return RESTING.includes(sale.status) && sale.version > version;
    });
    return accepted(await echoSale(deps.services, ctx, params.id, { customer: false }), `/api/v1/sales/${params.id}`);
  },
});
