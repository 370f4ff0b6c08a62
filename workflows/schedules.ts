import { COMPLETENESS_WATCH, completenessWorkflowId } from './completeness-watch/contract.ts';
import { DAILY_SUMMARY_TICK } from './daily-summary/contract.ts';

/** A process that Temporal starts by the calendar, once for each company. */
export interface ProcessSchedule {
  /** Last part of the schedule's id, `company/<process>`. */
  readonly process: string;
  /** Five fields, America/Lima. */
  readonly cron: string;
  readonly workflowType: string;
  /** Id of the runs; Temporal adds the moment of each. */
  readonly workflowId: (companyId: string) => string;
  /** The process's one argument. */
  readonly input: (companyId: string) => object;
  /** Shown in the Web UI. */
  readonly summary: string;
}

/** Every process that runs by the calendar; a new one is taken in by standing here. */
export const SCHEDULES: readonly ProcessSchedule[] = [
  {
    process: 'completeness-watch',
    // Before the shops open, when the documents of the day before have had a night to arrive.
    cron: '30 5 * * *',
    workflowType: COMPLETENESS_WATCH,
    workflowId: completenessWorkflowId,
    input: (companyId) => ({ companyId }),
    summary: 'Control diario de correlativos, plazos y certificados',
  },
  {
    process: 'daily-summary',
    // When the day before is complete, and SUNAT quiet.
    cron: '0 2 * * *',
    workflowType: DAILY_SUMMARY_TICK,
    workflowId: (companyId) => `${companyId}/daily-summary`,
    input: (companyId) => ({ companyId }),
    summary: 'Inicia el resumen diario',
  },
];

export const scheduleId = (companyId: string, { process }: ProcessSchedule): string => `${companyId}/${process}`;
