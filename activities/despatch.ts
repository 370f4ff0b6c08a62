import { Context } from '@temporalio/activity';
import type { DespatchChanges } from '../domain/fiscal/despatch/changes.ts';
import { processContext, type ServiceContext } from '../services/context.ts';
import type { ServiceDeps } from '../services/deps.ts';
import { cancelDespatch, type DespatchDecision } from '../services/despatch/cancel-despatch.ts';
import { confirmDespatch } from '../services/despatch/confirm-despatch.ts';
import { despatchOwner } from '../services/despatch/despatch-owner.ts';
import { issueDespatch } from '../services/despatch/issue-despatch.ts';
import { prepareDespatchReissue } from '../services/despatch/prepare-despatch-reissue.ts';
import { type RebuildDespatchInput, rebuildDespatch } from '../services/despatch/rebuild-despatch.ts';
import { giveUpNumber } from '../services/sunat/give-up-number.ts';
import { type ResumeInput, resume } from '../services/sunat/resume.ts';
import { type StandStillInput, standStill } from '../services/sunat/stand-still.ts';

/** Whose guía, and the request that made it; every step carries it. */
export interface DespatchStep {
  readonly companyId: string;
  readonly despatchId: string;
  readonly requestId: string;
}

/** What the verbs of a document take, without the owner that the step names. */
type Of<Input> = Omit<Input, 'owner'>;

type Reissue = DespatchDecision & { readonly replaces: string; readonly changes?: DespatchChanges };

const owned = <Step extends DespatchStep>(step: Step) => ({ ...step, owner: despatchOwner(step.despatchId) });

/** The process acts for the company, under its own id in the audit. */
function actor(step: DespatchStep): ServiceContext {
  const workflowId = Context.current().info.workflowExecution?.workflowId ?? '';
  return processContext(step.companyId, workflowId, step.requestId);
}

/** The verbs of a guía as its process sees them: each is idempotent on the guía's own row. */
export function despatchActivities(deps: ServiceDeps) {
  return {
    issueDespatch: (step: DespatchStep & { readonly attempt: number }) => issueDespatch(deps, actor(step), step),
    standDespatchStill: (step: DespatchStep & Of<StandStillInput>) => standStill(deps, actor(step), owned(step)),
    resumeDespatch: (step: DespatchStep & Of<ResumeInput>) => resume(deps, actor(step), owned(step)),
    rebuildDespatch: (step: DespatchStep & RebuildDespatchInput) => rebuildDespatch(deps, actor(step), step),
    confirmDespatch: (step: DespatchStep & DespatchDecision) => confirmDespatch(deps, actor(step), step),

    /** Gives up a number that SUNAT holds with other content, then opens the next attempt. */
    async prepareDespatchReissue(step: DespatchStep & Reissue) {
      await giveUpNumber(deps, actor(step), owned(step));
      return prepareDespatchReissue(deps, actor(step), step);
    },

    async cancelDespatch(step: DespatchStep & DespatchDecision) {
      await giveUpNumber(deps, actor(step), owned(step));
      await cancelDespatch(deps, actor(step), step);
    },
  };
}
