import { showSeries } from '../../../../services/series/series.ts';
import { getSeries } from '../../../../services/series/read-series.ts';
import { ok } from '../../../answer.ts';
import { idParams } from '../../../schemas.ts';
import { defineRoute } from '../../define.ts';
import { Series } from './schema.ts';

export const getSeriesRoute = defineRoute({
  method: 'get',
  path: '/api/v1/series/{id}',
  tag: 'company',
  summary: 'Read a document series',
  permission: 'series:read',
  params: idParams,
  answers: { 200: { description: 'The document series.', schema: Series } },
  async handler({ deps, ctx, params }) {
    const row = await getSeries(deps.services, ctx, params.id);
    return ok(showSeries(row), { version: row.version });
  },
});
