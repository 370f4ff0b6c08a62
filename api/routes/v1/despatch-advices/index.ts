import type { Route } from '../../define.ts';
import { cancelDespatchRoute } from './cancel.ts';
import { createDespatchRoute } from './create.ts';
import { decideDespatchRoute } from './decide.ts';
import { getDespatchRoute, listDespatchesRoute, listDespatchEventsRoute } from './read.ts';

export const despatchRoutes: readonly Route[] = [
  listDespatchesRoute,
  createDespatchRoute,
  getDespatchRoute,
  listDespatchEventsRoute,
  decideDespatchRoute,
  cancelDespatchRoute,
];
