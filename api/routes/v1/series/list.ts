import { z } from 'zod';
import { showSeries } from '../../../../services/series/series.ts';
import { listSeries } from '../../../../services/series/read-series.ts';
import { listAnswer, pageOf, pageQuery } from '../../../paging.ts';
import { listOf, queryFlag } from '../../../schemas.ts';
import { defineRoute } from '../../define.ts';
import { Series } from './schema.ts';

export const listSeriesRoute = defineRoute({
  method: 'get',
  path: '/api/v1/series',
  tag: 'company',
  summary: 'List series',
  permission: 'series:read',
  query: z.object({ ...pageQuery, document_type: z.string().max(10).optional(), active: queryFlag.optional() }),
  answers: { 200: { description: 'Newest first.', schema: listOf(Series) } },
  async handler(call) {
    const page = await listSeries(call.deps.services, call.ctx, call.query, pageOf(call, 'series'));
    return listAnswer(call, 'series', page, showSeries);
  },
});
