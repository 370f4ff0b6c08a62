import { getReportById } from '../../../../services/completeness/read-reports.ts';
import { takeAccount } from '../../../../services/completeness/take-account.ts';
import { created } from '../../../answer.ts';
import { defineRoute } from '../../define.ts';
import { CompletenessReport } from './schema.ts';

const locationOf = (date: string): string => `/api/v1/completeness?date=${date}`;

export const takeCompletenessRoute = defineRoute({
  method: 'post',
  path: '/api/v1/completeness',
  tag: 'completeness',
  summary: 'Account for every number now',
  description: "Replaces today's account, and opens or closes the attention entries about what it finds.",
  permission: 'attention:decide',
  answers: { 201: { description: "Today's account.", schema: CompletenessReport } },
  async handler({ deps, ctx }) {
    const report = await takeAccount(deps.services, ctx);
    return created(report, locationOf(report.date));
  },
  async rebuild({ deps, ctx }, id) {
    const report = await getReportById(deps.services, ctx, id);
    return created(report, locationOf(report.date));
  },
});
