import { inCompany } from '../../db/tx.ts';
import { notFound } from '../../domain/errors.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { listRows, type Page, type PageRequest } from '../page.ts';
import { type EventRow, type SaleEventView, showEvent } from '../sales/list-sale-events.ts';

/** What happened to a guía, newest first. @throws HubError 404 */
export async function listDespatchEvents(
  deps: ServiceDeps,
  ctx: ServiceContext,
  id: string,
  page: PageRequest,
): Promise<Page<SaleEventView>> {
  authorise(ctx, 'despatch_advices:read');
  return inCompany(deps.orm, ctx.companyId, async (tx) => {
    const known = await tx.sql('select 1 from despatch_advice where company_id = $1 and id = $2', [tx.companyId, id]);
    if (known.length === 0) throw notFound();
    const source = { table: 'despatch_event', at: 'at', where: [['despatch_id = ?', id]] as const };
    const { rows, next } = await listRows<EventRow>(tx, source, page);
    return { rows: rows.map(showEvent), next };
  });
}
