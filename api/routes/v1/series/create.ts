import { createSeries } from '../../../../services/series/create-series.ts';
import { type SeriesRow, CreateSeries, showSeries } from '../../../../services/series/series.ts';
import { getSeries } from '../../../../services/series/read-series.ts';
import { type Answer, created } from '../../../answer.ts';
import { defineRoute } from '../../define.ts';
import { Series } from './schema.ts';

const answer = (row: SeriesRow): Answer => created(showSeries(row), `/api/v1/series/${row.id}`, row.version);

export const createSeriesRoute = defineRoute({
  method: 'post',
  path: '/api/v1/series',
  tag: 'company',
  summary: 'Add a document series',
  permission: 'series:write',
  body: CreateSeries,
  answers: { 201: { description: 'The document series.', schema: Series } },
  handler: async ({ deps, ctx, body }) => answer(await createSeries(deps.services, ctx, body)),
  rebuild: async ({ deps, ctx }, id) => answer(await getSeries(deps.services, ctx, id)),
});
