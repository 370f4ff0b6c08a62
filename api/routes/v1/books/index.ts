import type { Route } from '../../define.ts';
import { getBookRoute } from './get.ts';

export const bookRoutes: readonly Route[] = [getBookRoute];
