import type { Route } from '../define.ts';
import { lookUpRoute } from './look-up.ts';

export const lookUpRoutes: readonly Route[] = [lookUpRoute];
