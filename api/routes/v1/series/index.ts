import type { Route } from '../../define.ts';
import { createSeriesRoute } from './create.ts';
import { getSeriesRoute } from './get.ts';
import { listSeriesRoute } from './list.ts';
import { updateSeriesRoute } from './update.ts';

export const seriesRoutes: readonly Route[] = [listSeriesRoute, createSeriesRoute, getSeriesRoute, updateSeriesRoute];
