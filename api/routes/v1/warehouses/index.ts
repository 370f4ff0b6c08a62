import type { Route } from '../../define.ts';
import { createWarehouseRoute } from './create.ts';
import { getWarehouseRoute } from './get.ts';
import { listWarehousesRoute } from './list.ts';
import { updateWarehouseRoute } from './update.ts';

export const warehouseRoutes: readonly Route[] = [
  listWarehousesRoute,
  createWarehouseRoute,
  getWarehouseRoute,
  updateWarehouseRoute,
];
