/** The names and shapes by which the process `completeness-watch` is started. No workflow code here. */

export const COMPLETENESS_WATCH = 'completenessWatch';

export interface CompletenessWatchInput {
  readonly companyId: string;
}

/** `company/completeness-watch`; the schedule adds the moment of each run. */
export const completenessWorkflowId = (companyId: string): string => `${companyId}/completeness-watch`;

/** Numbers only: what was found stands in the day's report. */
export interface CompletenessWatchResult {
  /** Lima date of the report. */
  readonly date: string;
  readonly numbers: number;
  readonly missing: number;
  /** Codes of what was found. */
  readonly findings: readonly string[];
}
