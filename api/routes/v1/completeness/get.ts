import { z } from 'zod';
import { isDate } from '../../../../domain/time/lima.ts';
import { getReport } from '../../../../services/completeness/read-reports.ts';
import { ok } from '../../../answer.ts';
import { defineRoute } from '../../define.ts';
import { CompletenessReport } from './schema.ts';

const date = z.string().refine(isDate, { error: 'Debe ser una fecha AAAA-MM-DD.', params: { code: 'invalid_date' } });

export const getCompletenessRoute = defineRoute({
  method: 'get',
  path: '/api/v1/completeness',
  tag: 'completeness',
  summary: 'The account of every number of every series, of one day',
  description: 'Taken each morning by the process `completeness-watch`. 404 for a day without one.',
  permission: 'documents:read',
  query: z.object({ date: date.optional().describe('Legal date in Lima; the last one when absent.') }),
  answers: { 200: { description: 'The account.', schema: CompletenessReport } },
  handler: async ({ deps, ctx, query }) => ok(await getReport(deps.services, ctx, query.date)),
});
