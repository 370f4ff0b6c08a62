import { requireRow } from '../../../../services/require-row.ts';
import type { ServiceContext } from '../../../../services/context.ts';
import { DecisionInput } from '../../../../services/sales/decision-input.ts';
import { echoSale } from '../../../../services/sales/read-sales.ts';
import {
  type DecisionRequest,
  notAvailable,
  requestDecision,
  type SaleDecision,
} from '../../../../services/sales/request-decision.ts';
import { RESTING, type SaleState } from '../../../../services/sales/wait-for-sale.ts';
import { DECIDE, saleWorkflowId } from '../../../../workflows/sale-to-cdr/contract.ts';
import { type Answer, accepted } from '../../../answer.ts';
import type { AppDeps } from '../../../deps.ts';
import { idParams } from '../../../schemas.ts';
import { defineRoute } from '../../define.ts';
import { checkAccepted, messageKey, wasCarriedOut } from './message-result.ts';
import { Sale } from './schema.ts';

/** A rebuild or retry makes the sale `issued` at once, which is not yet what it leads to; a reissue leads there. */
function reached(decision: SaleDecision, before: number): (sale: SaleState) => boolean {
  const passing = decision === 'rebuild' || decision === 'retry';
  return ({ status, version }) => RESTING.includes(status) && version > before && !(passing && status === 'issued');
}

interface Decision {
  readonly body: unknown;
  readonly wait: number;
  /** By which the request is known when it comes again. */
  readonly key: string;
}

interface Refused {
  readonly key: string;
  readonly error: unknown;
}

/** The sale, where a decision was refused only because it was carried out and its answer lost. @throws the refusal */
export async function decidedSale(
  deps: AppDeps,
  ctx: ServiceContext,
  saleId: string,
  { key, error }: Refused,
): Promise<Answer> {
  if (await wasCarriedOut(deps.sales, saleWorkflowId(ctx.companyId, saleId), DECIDE, { key, error }))
    return showDecided(deps, ctx, saleId, false);
  throw error;
}

async function showDecided(deps: AppDeps, ctx: ServiceContext, saleId: string, customer: boolean): Promise<Answer> {
  const sale = await echoSale(deps.services, ctx, saleId, { customer, as: 'sales:decide' });
  return accepted(sale, `/api/v1/sales/${saleId}`);
}

/** Puts a decision about a sale to its process and answers the sale. */
export async function decideSale(
  deps: AppDeps,
  ctx: ServiceContext,
  saleId: string,
  { body, wait, key }: Decision,
): Promise<Answer> {
  let request: DecisionRequest;
  try {
    request = await requestDecision(deps.services, ctx, saleId, body);
  } catch (error) {
    return decidedSale(deps, ctx, saleId, { key, error });
  }
  const { workflowId, decision, reason, changes, by, version } = request;
  const result = await deps.sales.decide(workflowId, { decision, reason, ...(changes && { changes }), by }, key);
  if (!result) throw notAvailable();
  checkAccepted(result);
  await deps.sales.waitFor(ctx.companyId, saleId, wait, reached(decision, version));
  return showDecided(deps, ctx, saleId, changes?.customer !== undefined);
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
  handler: ({ deps, ctx, params, body, wait, header }) =>
    decideSale(deps, ctx, params.id, { body, wait, key: messageKey(header, body) }),
});
