import type { Route } from './define.ts';
import { lookUpRoutes } from './consulta/index.ts';
import { healthRoutes } from './health/index.ts';
import { apiKeyRoutes } from './v1/api-keys/index.ts';
import { authRoutes } from './v1/auth/index.ts';
import { attentionRoutes } from './v1/attention/index.ts';
import { bookRoutes } from './v1/books/index.ts';
import { companyRoutes } from './v1/company/index.ts';
import { completenessRoutes } from './v1/completeness/index.ts';
import { contingencyRoutes } from './v1/contingency-documents/index.ts';
import { customerRoutes } from './v1/customers/index.ts';
import { despatchRoutes } from './v1/despatch-advices/index.ts';
import { documentRoutes } from './v1/documents/index.ts';
import { establishmentRoutes } from './v1/establishments/index.ts';
import { noteRoutes } from './v1/notes/index.ts';
import { operationsRoutes } from './v1/operations/index.ts';
import { productRoutes } from './v1/products/index.ts';
import { roleRoutes } from './v1/roles/index.ts';
import { saleRoutes } from './v1/sales/index.ts';
import { seriesRoutes } from './v1/series/index.ts';
import { stockRoutes } from './v1/stock/index.ts';
import { summaryRoutes } from './v1/summaries/index.ts';
import { certificateRoutes } from './v1/tax-certificates/index.ts';
import { userRoutes } from './v1/users/index.ts';
import { warehouseRoutes } from './v1/warehouses/index.ts';

/** Every route of the hub: what is served, documented and walked by the common tests. */
export const routes: readonly Route[] = [
  ...healthRoutes,
  ...authRoutes,
  ...companyRoutes,
  ...establishmentRoutes,
  ...warehouseRoutes,
  ...seriesRoutes,
  ...userRoutes,
  ...roleRoutes,
  ...apiKeyRoutes,
  ...productRoutes,
  ...customerRoutes,
  ...stockRoutes,
  ...saleRoutes,
  ...contingencyRoutes,
  ...documentRoutes,
  ...lookUpRoutes,
  ...noteRoutes,
  ...summaryRoutes,
  ...despatchRoutes,
  ...certificateRoutes,
  ...completenessRoutes,
  ...bookRoutes,
  ...attentionRoutes,
  ...operationsRoutes,
];
