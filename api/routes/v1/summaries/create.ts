import { limaDate } from '../../../../domain/time/lima.ts';
import { DailySummaryRequest, requestDailySummary } from '../../../../services/summaries/request-daily-summary.ts';
import { waitForRound } from '../../../../services/summaries/wait-for-round.ts';
import { dailySummaryWorkflowId } from '../../../../workflows/daily-summary/contract.ts';
import { type Answer, accepted } from '../../../answer.ts';
import { defineRoute } from '../../define.ts';
import { DAILY } from './paths.ts';
import { AskedRound } from './schema.ts';

const asked = (companyId: string, date: string, referenceDate: string | undefined): Answer =>
  accepted(
    { workflow_id: dailySummaryWorkflowId(companyId, date), date, reference_date: referenceDate ?? null },
    DAILY.path,
  );

export const createDailySummaryRoute = defineRoute({
  method: 'post',
  path: DAILY.path,
  tag: 'summaries',
  summary: 'Make the daily summaries of what waits now',
  description:
    'Boletas and their notes of a company that sends them by summary, and those whose own time is over. The process of the day makes the files, at most 500 documents each; a night’s round comes by itself. `Prefer: wait=N` holds the answer until the files of the round have SUNAT’s answer or wait for a person, or there was nothing to tell.',
  permission: 'summaries:create',
  wait: true,
  body: DailySummaryRequest,
  answers: { 202: { description: 'The round is asked for; the list shows the files.', schema: AskedRound } },
  async handler({ deps, ctx, body, wait }) {
    const { date, referenceDate, outboxId, askedAt } = await requestDailySummary(deps.services, ctx, body);
    const { companyId, requestId } = ctx;
    const filter = referenceDate === undefined ? {} : { referenceDate };
    await deps.summaries.askRound({ companyId, date, requestId, filter, outboxId });
    const workflowId = dailySummaryWorkflowId(companyId, date);
    await waitForRound(deps.services, ctx, { workflowId, referenceDate, askedAt }, wait);
    return asked(companyId, date, referenceDate);
  },
  rebuild: ({ deps }, companyId) => Promise.resolve(asked(companyId, limaDate(deps.services.now()), undefined)),
});
