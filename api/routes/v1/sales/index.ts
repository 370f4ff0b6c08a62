import type { Route } from '../../define.ts';
import { cancelSaleRoute } from './cancel.ts';
import { createSaleRoute } from './create.ts';
import { decideSaleRoute } from './decide.ts';
import { listSaleEventsRoute } from './events.ts';
import { getSaleRoute } from './get.ts';
import { listSalesRoute } from './list.ts';

export const saleRoutes: readonly Route[] = [
  listSalesRoute,
  createSaleRoute,
  getSaleRoute,
  listSaleEventsRoute,
  cancelSaleRoute,
  decideSaleRoute,
];
