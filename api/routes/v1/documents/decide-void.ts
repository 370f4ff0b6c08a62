import { requestVoidDecision, type VoidDecisionRequest } from '../../../../services/voids/request-void-decision.ts';
import { getVoid } from '../../../../services/voids/read-voids.ts';
import type { ServiceContext } from '../../../../services/context.ts';
import { notAvailable } from '../../../../services/sales/request-decision.ts';
import { RESTING_VOID, type SaleState } from '../../../../services/sales/wait-for-sale.ts';
import { DECIDE } from '../../../../workflows/void-document/contract.ts';
import type { Answer } from '../../../answer.ts';
import type { AppDeps } from '../../../deps.ts';
import { checkAccepted, wasCarriedOut } from '../sales/message-result.ts';
import { voidAnswer } from './void.ts';

/** Puts a decision about a voiding to its process and answers the voiding, also when it comes again. */
export async function decideVoid(
  deps: AppDeps,
  ctx: ServiceContext,
  voidId: string,
  { body, wait, key }: { readonly body: unknown; readonly wait: number; readonly key: string },
): Promise<Answer> {
  const show = async (): Promise<Answer> => voidAnswer(await getVoid(deps.services, ctx, voidId));
  let request: VoidDecisionRequest;
  try {
    request = await requestVoidDecision(deps.services, ctx, voidId, body);
  } catch (error) {
    const { workflow_id: workflowId } = await getVoid(deps.services, ctx, voidId);
    if (await wasCarriedOut(deps.voids, workflowId, DECIDE, { key, error })) return show();
    throw error;
  }
  const { workflowId, version, decision, reason, by } = request;
  const result = await deps.voids.decide(workflowId, { decision, reason, by }, key);
  if (!result) throw notAvailable();
  checkAccepted(result);
  const rests = (one: SaleState): boolean => RESTING_VOID.includes(one.status) && one.version > version;
  await deps.voids.waitFor(ctx.companyId, voidId, wait, rests);
  return show();
}
