import type { Route } from './define.ts';
import { productRoutes } from './v1/products/index.ts';

/** Every route of the hub: what is served, documented and walked by the common tests. */
export const routes: readonly Route[] = [...productRoutes];
