import type { Route } from '../../define.ts';
import { getCompletenessRoute } from './get.ts';
import { takeCompletenessRoute } from './take.ts';

export const completenessRoutes: readonly Route[] = [getCompletenessRoute, takeCompletenessRoute];
