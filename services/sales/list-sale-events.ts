import { inCompany } from '../../db/tx.ts';
import { notFound } from '../../domain/errors.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { listRows, type Page, type PageRequest } from '../page.ts';
import { instant } from '../rows.ts';

export interface EventRow {
  readonly id: string;
  readonly at: Date | string;
  readonly kind: string;
  readonly data: Record<string, unknown> | null;
}

export const showEvent = ({ id, at, kind, data }: EventRow) => ({ id, at: instant(at), kind, data: data ?? {} });
export type SaleEventView = ReturnType<typeof showEvent>;

/** What happened to a sale, newest first. @throws HubError 404 */
export async function listSaleEvents(
  deps: ServiceDeps,
  ctx: ServiceContext,
  saleId: string,
  page: PageRequest,
): Promise<Page<SaleEventView>> {
  authorise(ctx, 'sales:read');
  return inCompany(deps.orm, ctx.companyId, async (tx) => {
    const [sale] = await tx.sql('select 1 from sale where company_id = $1 and id = $2', [tx.companyId, saleId]);
    if (!sale) throw notFound();
    const source = { table: 'sale_event', at: 'at', where: [['sale_id = ?', saleId]] as const };
    const { rows, next } = await listRows<EventRow>(tx, source, page);
    return { rows: rows.map(showEvent), next };
  });
}
