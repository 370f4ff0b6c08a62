import { Context } from '@temporalio/activity';
import { withRequestId } from '../../platform/request-context.ts';
import { processContext, type ServiceContext } from '../../services/context.ts';
import type { ServiceDeps } from '../../services/deps.ts';
import { type IssueSummaryInput, issueSummaryFile } from '../../services/summaries/issue-summary-file.ts';
import { openSummaries } from '../../services/summaries/open-summaries.ts';
import type { PoolFilter } from '../../services/summaries/pool.ts';
import type { SunatDeps } from '../sunat/deps.ts';
import { type CarrySummaryInput, carrySummary } from './carry-summary.ts';

export type { SummaryFileRef } from '../../services/summaries/insert-file.ts';
export type { OpenedSummaries } from '../../services/summaries/open-summaries.ts';
export type { SummaryResult } from '../../services/summaries/settlement.ts';

/** Whose files, and the request that asked for them. */
export interface SummaryStep {
  readonly companyId: string;
  readonly requestId: string;
}

const workflowIdOf = (): string => Context.current().info.workflowExecution?.workflowId ?? '';

/** The process acts for the company, under its own id in the audit. */
const actor = ({ companyId, requestId }: SummaryStep): ServiceContext =>
  processContext(companyId, workflowIdOf(), requestId);

/** The verbs of files that SUNAT answers by ticket; each can be run again by its natural key. */
export function summaryActivities(deps: SunatDeps) {
  const services: ServiceDeps = deps.services;
  return {
    openSummaries: (step: SummaryStep & PoolFilter) =>
      openSummaries(services, actor(step), { ...step, workflowId: workflowIdOf() }),
    issueSummary: (step: SummaryStep & Omit<IssueSummaryInput, 'workflowId'>) =>
      issueSummaryFile(services, actor(step), { ...step, workflowId: workflowIdOf() }),
    carrySummary: (input: CarrySummaryInput) => withRequestId(input.requestId, () => carrySummary(deps, input)),
  };
}
