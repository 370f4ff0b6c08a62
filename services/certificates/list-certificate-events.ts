import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import type { Page, PageRequest } from '../page.ts';
import { type EventView, listEvents, TRACES } from '../trace.ts';

/** What happened to a certificate, newest first. @throws HubError 404 */
export async function listCertificateEvents(
  deps: ServiceDeps,
  ctx: ServiceContext,
  id: string,
  page: PageRequest,
): Promise<Page<EventView>> {
  authorise(ctx, 'tax_certificates:read');
  return listEvents(deps, ctx, TRACES.certificate, { id }, page);
}
