import { inCompany } from '../../db/tx.ts';
import { notFound } from '../../domain/errors.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { listRows, type Page, type PageRequest } from '../page.ts';
import { type EventRow, type SaleEventView, showEvent } from '../sales/list-sale-events.ts';

/** What happened to a certificate, newest first. @throws HubError 404 */
export async function listCertificateEvents(
  deps: ServiceDeps,
  ctx: ServiceContext,
  id: string,
  page: PageRequest,
): Promise<Page<SaleEventView>> {
  authorise(ctx, 'tax_certificates:read');
  return inCompany(deps.orm, ctx.companyId, async (tx) => {
    const known = await tx.sql('select 1 from tax_certificate where company_id = $1 and id = $2', [tx.companyId, id]);
    if (known.length === 0) throw notFound();
    const source = { table: 'certificate_event', at: 'at', where: [['certificate_id = ?', id]] as const };
    const { rows, next } = await listRows<EventRow>(tx, source, page);
    return { rows: rows.map(showEvent), next };
  });
}
