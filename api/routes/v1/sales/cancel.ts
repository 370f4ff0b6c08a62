import { requireRow } from '../../../../services/require-row.ts';
import { echoSale } from '../../../../services/sales/read-sales.ts';
import { cancelUnstarted } from '../../../../services/sales/cancel-unstarted.ts';
import { CancelSaleInput, type CancelRequest, requestCancel } from '../../../../services/sales/request-cancel.ts';
import { RESTING } from '../../../../services/sales/wait-for-sale.ts';
import { CANCEL, saleWorkflowId } from '../../../../workflows/sale-to-cdr/contract.ts';
import { accepted } from '../../../answer.ts';
import { idParams } from '../../../schemas.ts';
import { defineRoute } from '../../define.ts';
import { checkAccepted, messageKey, wasCarriedOut } from './message-result.ts';
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
  async handler({ deps, ctx, params, body, wait, header }) {
    const key = messageKey(header, body);
    const show = async () =>
      accepted(
        await echoSale(deps.services, ctx, params.id, { customer: false, as: 'sales:cancel' }),
        `/api/v1/sales/${params.id}`,
      );
    let request: CancelRequest;
    try {
      request = await requestCancel(deps.services, ctx, params.id, body);
    } catch (error) {
      // Perhaps this very request cancelled it, and only its answer was lost.
      if (await wasCarriedOut(deps.sales, saleWorkflowId(ctx.companyId, params.id), CANCEL, { key, error }))
        return show();
      throw error;
    }
    const { workflowId, version, reason, by } = request;
    const result = await deps.sales.cancel(workflowId, { reason, by }, key);
    if (result) checkAccepted(result);
    else await cancelUnstarted(deps.services, ctx, { saleId: params.id, reason });
    await deps.sales.waitFor(ctx.companyId, params.id, wait, (sale) => {
      return RESTING.includes(sale.status) && sale.version > version;
    });
    return show();
  },
});
