export * from '../ticket-to-cdr/contract.ts';

/** The names and shapes by which the process `daily-summary` is started and spoken to. No workflow code here. */

export const DAILY_SUMMARY = 'dailySummary';
/** What the schedule starts: it starts the day's process, or asks a running one for a round. */
export const DAILY_SUMMARY_TICK = 'dailySummaryTick';
/** Signal: make files of what waits by now. */
export const ROUND = 'round';

/** Which documents a round takes; both Lima dates. */
export interface RoundFilter {
  readonly referenceDate?: string;
  readonly until?: string;
}

export interface DailySummaryInput {
  readonly companyId: string;
  /** Lima date of the day. */
  readonly date: string;
  readonly requestId: string;
  /** Rounds to begin with; more come by signal. */
  readonly rounds: readonly RoundFilter[];
}

export interface DailySummaryTickInput {
  readonly companyId: string;
}

/** `company/daily-summary/2026-11-25`: one process a company and Lima day. */
export const dailySummaryWorkflowId = (companyId: string, date: string): string => `${companyId}/daily-summary/${date}`;
