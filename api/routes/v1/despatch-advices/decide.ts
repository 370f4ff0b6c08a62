import type { ServiceContext } from '../../../../services/context.ts';
import { echoDespatch } from '../../../../services/despatch/read-despatches.ts';
import {
  DespatchDecisionInput,
  type DespatchDecisionRequest,
  requestDespatchDecision,
} from '../../../../services/despatch/request-despatch-decision.ts';
import { requireRow } from '../../../../services/require-row.ts';
import { notAvailable } from '../../../../services/sales/request-decision.ts';
import { RESTING, type SaleState } from '../../../../services/sales/wait-for-sale.ts';
import { DECIDE, despatchWorkflowId } from '../../../../workflows/despatch-advice/contract.ts';
import { type Answer, accepted } from '../../../answer.ts';
import type { AppDeps } from '../../../deps.ts';
import { idParams } from '../../../schemas.ts';
import { defineRoute } from '../../define.ts';
import { checkAccepted, messageKey, wasCarriedOut } from '../sales/message-result.ts';
import { PATH } from './paths.ts';
import { DespatchAdvice } from './schema.ts';

/** A rebuild or retry makes the guía `issued` at once, which is not yet what it leads to; a reissue leads there. */
function reached(decision: string, before: number): (guia: SaleState) => boolean {
  const passing = decision === 'rebuild' || decision === 'retry';
  return ({ status, version }) => RESTING.includes(status) && version > before && !(passing && status === 'issued');
}

async function showDecided(deps: AppDeps, ctx: ServiceContext, despatchId: string): Promise<Answer> {
  const shown = await echoDespatch(deps.services, ctx, despatchId, { as: 'despatch_advices:decide', clear: false });
  return accepted(shown, `${PATH}/${despatchId}`);
}

interface Refused {
  readonly key: string;
  readonly error: unknown;
}

/** The guía, where a decision was refused only because it was carried out and its answer lost. @throws the refusal */
export async function decidedDespatch(
  deps: AppDeps,
  ctx: ServiceContext,
  despatchId: string,
  { key, error }: Refused,
): Promise<Answer> {
  const workflowId = despatchWorkflowId(ctx.companyId, despatchId);
  if (await wasCarriedOut(deps.despatches, workflowId, DECIDE, { key, error }))
    return showDecided(deps, ctx, despatchId);
  throw error;
}

/** Puts a decision about a guía to its process and answers the guía. */
export async function decideDespatch(
  deps: AppDeps,
  ctx: ServiceContext,
  despatchId: string,
  { body, wait, key }: { readonly body: unknown; readonly wait: number; readonly key: string },
): Promise<Answer> {
  let request: DespatchDecisionRequest;
  try {
    request = await requestDespatchDecision(deps.services, ctx, despatchId, body);
  } catch (error) {
    return decidedDespatch(deps, ctx, despatchId, { key, error });
  }
  const { workflowId, decision, reason, by, version, changes } = request;
  const message = { decision, reason, by, ...(changes && { despatch: changes }) };
  const result = await deps.despatches.decide(workflowId, message, key);
  if (!result) throw notAvailable();
  checkAccepted(result);
  await deps.despatches.waitFor(ctx.companyId, despatchId, wait, reached(decision, version));
  return showDecided(deps, ctx, despatchId);
}

export const decideDespatchRoute = defineRoute({
  method: 'post',
  path: `${PATH}/{id}/decisions`,
  tag: 'despatch advices',
  summary: 'Decide about a guía that waits',
  description:
    'One of the options of its attention. `reissue` (new number) and `rebuild` (same number) take `changes`: what was told wrongly.',
  permission: 'despatch_advices:decide',
  wait: true,
  params: idParams,
  exists: ({ deps, ctx, params }) => requireRow(deps.services, ctx, 'despatch_advice', params.id),
  body: DespatchDecisionInput,
  answers: { 202: { description: 'The guía, on its way again.', schema: DespatchAdvice } },
  handler: ({ deps, ctx, params, body, wait, header }) =>
    decideDespatch(deps, ctx, params.id, { body, wait, key: messageKey(header, body) }),
});
