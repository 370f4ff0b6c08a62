import { Context } from '@temporalio/activity';
import { takeAccount } from '../services/completeness/take-account.ts';
import { processContext } from '../services/context.ts';
import type { ServiceDeps } from '../services/deps.ts';
import type { CompletenessWatchInput, CompletenessWatchResult } from '../workflows/completeness-watch/contract.ts';

const LONGEST_REQUEST_ID = 100;
const HEARTBEAT_MS = 1000;

/** The daily account as its process sees it: run again the same day it replaces the report. */
export function completenessActivities(deps: ServiceDeps) {
  return {
    async takeAccount({ companyId }: CompletenessWatchInput): Promise<CompletenessWatchResult> {
      const activity = Context.current();
      const workflowId = activity.info.workflowExecution?.workflowId ?? '';
      // Nobody asked for it: the run itself is what its traces name.
      const requestId = `schedule-${workflowId.slice(companyId.length + 1)}`.slice(0, LONGEST_REQUEST_ID);
      const beat = setInterval(() => activity.heartbeat(), HEARTBEAT_MS);
      const report = await takeAccount(deps, processContext(companyId, workflowId, requestId)).finally(() =>
        clearInterval(beat),
      );
      const numbers = Object.values(report.totals).reduce((sum, count) => sum + count, 0);
      const { missing } = report.totals;
      return { date: report.date, numbers, missing, findings: report.findings.map(({ code }) => code) };
    },
  };
}
