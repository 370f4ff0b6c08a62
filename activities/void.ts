import { Context } from '@temporalio/activity';
import { processContext, type ServiceContext } from '../services/context.ts';
import type { ServiceDeps } from '../services/deps.ts';
import { applyVoid } from '../services/voids/apply-void.ts';
import { currentVoid } from '../services/voids/current-void.ts';
import { type DecideVoidInput, decideVoid } from '../services/voids/decide-void.ts';
import { issueVoid } from '../services/voids/issue-void.ts';
import { type StandVoidStillInput, standVoidStill } from '../services/voids/stand-void-still.ts';

/** Whose document, and the request that asked for its voiding; every step carries it. */
export interface VoidStep {
  readonly companyId: string;
  readonly documentId: string;
  readonly requestId: string;
}

type Of<Input> = Omit<Input, 'voidId'>;

/** The process acts for the company, under its own id in the audit. */
function actor(step: VoidStep): ServiceContext {
  const workflowId = Context.current().info.workflowExecution?.workflowId ?? '';
  return processContext(step.companyId, workflowId, step.requestId);
}

/** The verbs of a voiding as its process sees them: each is idempotent on the voiding's own row. */
export function voidActivities(deps: ServiceDeps) {
  const voiding = async <Step extends VoidStep>(step: Step) => {
    const ctx = actor(step);
    return [ctx, { ...step, voidId: await currentVoid(deps, ctx, step.documentId) }] as const;
  };
  return {
    issueVoid: async (step: VoidStep) => issueVoid(deps, ...(await voiding(step))),
    applyVoid: async (step: VoidStep) => applyVoid(deps, ...(await voiding(step))),
    standVoidStill: async (step: VoidStep & Of<StandVoidStillInput>) => standVoidStill(deps, ...(await voiding(step))),
    decideVoid: async (step: VoidStep & Of<DecideVoidInput>) => decideVoid(deps, ...(await voiding(step))),
  };
}
