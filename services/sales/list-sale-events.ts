import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import type { Page, PageRequest } from '../page.ts';
import { type EventView, listEvents, TRACES } from '../trace.ts';

/** What happened to a sale, newest first. @throws HubError 404 */
export async function listSaleEvents(
  deps: ServiceDeps,
  ctx: ServiceContext,
  saleId: string,
  page: PageRequest,
): Promise<Page<EventView>> {
  authorise(ctx, 'sales:read');
  return listEvents(deps, ctx, TRACES.sale, { id: saleId }, page);
}
