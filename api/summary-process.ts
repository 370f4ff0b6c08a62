import type { RoundFilter } from '../workflows/daily-summary/contract.ts';
import { DAILY_SUMMARY, dailySummaryStartOptions } from '../workflows/daily-summary/start-options.ts';
import { LEFT, startFailure } from './process-calls.ts';
import type { SaleProcessParts } from './sale-process.ts';

export interface CommittedRound {
  readonly companyId: string;
  /** Lima date of the day. */
  readonly date: string;
  readonly requestId: string;
  readonly filter: RoundFilter;
  readonly outboxId: string;
}

/** What the routes ask of the process that makes a company's summaries. */
export interface SummaryProcess {
  /** Asks the day's process for a round. Never fails: what Temporal does not take now the relay asks for. */
  askRound(round: CommittedRound): Promise<void>;
}

export function createSummaryProcess({
  temporal,
  taskQueue,
  sent,
  logger,
}: Pick<SaleProcessParts, 'temporal' | 'taskQueue' | 'sent' | 'logger'>): SummaryProcess {
  return {
    async askRound({ outboxId, ...round }) {
      const { companyId, requestId } = round;
      const options = dailySummaryStartOptions({ ...round, taskQueue });
      const failure = await startFailure(() =>
        temporal.call((client) => client.workflow.signalWithStart(DAILY_SUMMARY, options)),
      );
      if (failure === undefined) sent.mark(companyId, outboxId);
      else logger.warn({ request_id: requestId, company_id: companyId, code: failure }, LEFT);
    },
  };
}
