import type { Route } from '../../define.ts';
import { createProductRoute } from './create.ts';
import { getProductRoute } from './get.ts';
import { listProductsRoute } from './list.ts';
import { updateProductRoute } from './update.ts';

export const productRoutes: readonly Route[] = [
  listProductsRoute,
  createProductRoute,
  getProductRoute,
  updateProductRoute,
];
