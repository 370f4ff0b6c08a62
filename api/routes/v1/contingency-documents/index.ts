import type { Route } from '../../define.ts';
import { createContingencyRoute } from './create.ts';

export const contingencyRoutes: readonly Route[] = [createContingencyRoute];
