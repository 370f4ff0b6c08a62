import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import type { Page, PageRequest } from '../page.ts';
import { type EventView, listEvents, TRACES } from '../trace.ts';

/** What happened to a guía, newest first. @throws HubError 404 */
export async function listDespatchEvents(
  deps: ServiceDeps,
  ctx: ServiceContext,
  id: string,
  page: PageRequest,
): Promise<Page<EventView>> {
  authorise(ctx, 'despatch_advices:read');
  return listEvents(deps, ctx, TRACES.despatch, { id }, page);
}
