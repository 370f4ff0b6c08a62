import { requireRow } from '../../../../services/require-row.ts';
import type { ServiceContext } from '../../../../services/context.ts';
import { DecisionInput } from '../../../../services/sales/decision-input.ts';
import { echoSale } from '../../../../services/sales/read-sales.ts';
import { notAvailable, requestDecision, type SaleDecision } from '../../../../services/sales/request-decision.ts';
import { RESTING, type SaleState } from '../../../../services/sales/wait-for-sale.ts';
import { type Answer, accepted } from '../../../answer.ts';
import type { AppDeps } from '../../../deps.ts';
import { idParams } from '../../../schemas.ts';
import { defineRoute } from '../../define.ts';
import { checkAccepted } from './message-result.ts';
import { Sale } from './schema.ts';

/** A rebuild or retry makes the sale `issued` at once, which is not yet what it leads to; a reissue leads there. */
function reached(decision: SaleDecision, before: number): (sale: SaleState) => boolean {
  const passing = decision === 'rebuild' || decision === 'retry';
  return ({ status, version }) => RESTING.includes(status) && version > before && !(passing && status === 'issued');
}

/** Puts a decision about a sale to its process and answers the sale. */
export async function decideSale(
  deps: AppDeps,
  ctx: ServiceContext,
  saleId: string,
  { body, wait }: { readonly body: unknown; readonly wait: number },
): Promise<Answer> {
  const request = await requestDecision(deps.services, ctx, saleId, body);
  const { workflowId, decision, reason, changes, by, version } = request;
  const result = await deps.sales.decide(workflowId, { decision, reason, ...(changes && { changes }), by });
  if (!result) throw notAvailable();
  checkAccepted(result);
  await deps.sales.waitFor(ctx.companyId, saleId, wait, reached(decision, version));
  const sent = { customer: changes?.customer !== undefined };
  return accepted(await echoSale(deps.services, ctx, saleId, sent), `/api/v1/sales/${saleId}`);
}

export const decideSaleRoute = defineRoute({
  method: 'post',
  path: '/api/v1/sales/{id}/decisions',
  tag: 'sales',
  summary: 'Decide about a sale that waits',
  description: 'One of the options of its attention. `reissue` may change the buyer and, by line, texts and taxes.',
  permission: 'sales:decide',
  wait: true,
  params: idParams,
  exists: ({ deps, ctx, params }) => requireRow(deps.services, ctx, 'sale', params.id),
  body: DecisionInput,
  answers: { 202: { description: 'The sale, on its way again.', schema: Sale } },
  handler: ({ deps, ctx, params, body, wait }) => decideSale(deps, ctx, params.id, { body, wait }),
});
