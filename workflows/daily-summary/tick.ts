import { getExternalWorkflowHandle, ParentClosePolicy, startChild } from '@temporalio/workflow';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { addDays, limaDate } from '../../domain/time/lima.ts';
import {
  type DailySummaryInput,
  type DailySummaryTickInput,
  dailySummaryWorkflowId,
  ROUND,
  type RoundFilter,
} from './contract.ts';
import { dailySummary } from './workflow.ts';

/** Begun by the schedule every night: starts the day's process over the boletas of the days before. */
export async function dailySummaryTick({ companyId }: DailySummaryTickInput): Promise<void> {
  const date = limaDate(new Date());
  const filter: RoundFilter = { until: addDays(date, -1) };
  const workflowId = dailySummaryWorkflowId(companyId, date);
  const input: DailySummaryInput = { companyId, date, requestId: `daily-summary-${date}`, rounds: [filter] };
  try {
    await startChild(dailySummary, {
      ...{ workflowId, args: [input], parentClosePolicy: ParentClosePolicy.ABANDON },
      ...{ workflowTaskTimeout: '5 seconds', staticSummary: 'Resumen diario' },
    });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    await getExternalWorkflowHandle(workflowId).signal(ROUND, filter);
  }
}
