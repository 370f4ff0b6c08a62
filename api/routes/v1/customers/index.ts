import type { Route } from '../../define.ts';
import { createCustomerRoute } from './create.ts';
import { getCustomerRoute } from './get.ts';
import { listCustomersRoute } from './list.ts';
import { updateCustomerRoute } from './update.ts';

export const customerRoutes: readonly Route[] = [
  listCustomersRoute,
  createCustomerRoute,
  getCustomerRoute,
  updateCustomerRoute,
];
