import { DAILY_SUMMARY, type DailySummaryInput, dailySummaryWorkflowId, ROUND, type RoundFilter } from './contract.ts';

export interface DailySummaryStart extends Omit<DailySummaryInput, 'rounds'> {
  readonly filter: RoundFilter;
  readonly taskQueue: string;
}

const keyword = (name: string, value: string) => ({ key: { name, type: 'KEYWORD' as const }, value });

/**
 * How a round is asked for, by the API and the relay alike: the day's process is started, again where it has ended, or
 * told. A round over what is told already does nothing.
 */
export function dailySummaryStartOptions({ taskQueue, filter, ...start }: DailySummaryStart) {
  const { companyId, date, requestId } = start;
  return {
    taskQueue,
    workflowId: dailySummaryWorkflowId(companyId, date),
    workflowIdReusePolicy: 'ALLOW_DUPLICATE' as const,
    workflowTaskTimeout: '5 seconds' as const,
    args: [{ ...start, rounds: [] }] as [DailySummaryInput],
    signal: ROUND,
    signalArgs: [filter] as [RoundFilter],
    staticSummary: 'Resumen diario',
    memo: { requestId },
    typedSearchAttributes: [keyword('HubCompany', companyId)],
  };
}

export { DAILY_SUMMARY };
