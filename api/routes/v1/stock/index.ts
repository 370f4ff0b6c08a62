import type { Route } from '../../define.ts';
import { adjustStockRoute } from './adjust.ts';
import { getAdjustmentRoute } from './get-adjustment.ts';
import { listKardexRoute } from './kardex.ts';
import { listStockRoute } from './list.ts';

export const stockRoutes: readonly Route[] = [listStockRoute, adjustStockRoute, getAdjustmentRoute, listKardexRoute];
