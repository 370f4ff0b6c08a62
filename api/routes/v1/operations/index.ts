import type { Route } from '../../define.ts';
import { listAuditRoute } from '../audit/list.ts';
import { getLogLevelRoute, setLogLevelRoute } from './log-level.ts';

export const operationsRoutes: readonly Route[] = [listAuditRoute, getLogLevelRoute, setLogLevelRoute];
