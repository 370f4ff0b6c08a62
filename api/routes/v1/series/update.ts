import { UpdateSeries, showSeries } from '../../../../services/series/series.ts';
import { getSeries } from '../../../../services/series/read-series.ts';
import { updateSeries } from '../../../../services/series/update-series.ts';
import { ok } from '../../../answer.ts';
import { idParams } from '../../../schemas.ts';
import { defineRoute } from '../../define.ts';
import { Series } from './schema.ts';

export const updateSeriesRoute = defineRoute({
  method: 'patch',
  path: '/api/v1/series/{id}',
  tag: 'company',
  summary: 'Change a document series',
  permission: 'series:write',
  params: idParams,
  body: UpdateSeries,
  answers: { 200: { description: 'The document series.', schema: Series } },
  target: ({ deps, ctx, params }) => getSeries(deps.services, ctx, params.id),
  async handler({ deps, ctx, params, version, body }) {
    const row = await updateSeries(deps.services, ctx, { id: params.id, version }, body);
    return ok(showSeries(row), { version: row.version });
  },
});
