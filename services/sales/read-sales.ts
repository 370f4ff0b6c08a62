import type { SaleStatus } from '../../db/entities/sale.ts';
import type { Tx } from '../../db/tx.ts';
import { notFound } from '../../domain/errors.ts';
import { auditReveal } from '../audit/audit-reveal.ts';
import { change } from '../change.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { equals } from '../equals.ts';
import { listRows, type Page, type PageRequest } from '../page.ts';
import { type Period, within } from '../period.ts';
import { FISCAL_TYPE } from './sale-input.ts';
import { SALE_COLUMNS, type SaleRow, type SaleView, showSale } from './sale-view.ts';

/** @throws HubError 404 */
async function readSale(tx: Tx, saleId: string): Promise<SaleRow> {
  const [row] = await tx.sql<SaleRow>(`select ${SALE_COLUMNS} from sale where company_id = $1 and id = $2`, [
    tx.companyId,
    saleId,
  ]);
  if (!row) throw notFound();
  return row;
}

/** One sale. @throws HubError 404 */
export async function getSale(deps: ServiceDeps, ctx: ServiceContext, saleId: string): Promise<SaleView> {
  authorise(ctx, 'sales:read');
  return change(deps, ctx, async (tx, cipher) => {
    const row = await readSale(tx, saleId);
    if (ctx.reveal) await auditReveal(tx, ctx, cipher, 'sale', [saleId]);
    return showSale(row, cipher, ctx.reveal === true);
  });
}

/**
 * The sale to whoever made it, or changed it, with this request (`as` is what let him): the buyer's data that he sent
 * himself is shown as sent.
 * @throws HubError 404
 */
export async function echoSale(
  deps: ServiceDeps,
  ctx: ServiceContext,
  saleId: string,
  sent: {
    readonly customer: boolean;
    readonly as?: 'sales:create' | 'sales:contingency' | 'sales:cancel' | 'sales:decide';
  },
): Promise<SaleView> {
  authorise(ctx, sent.as ?? 'sales:create');
  return change(deps, ctx, async (tx, cipher) => showSale(await readSale(tx, saleId), cipher, sent.customer));
}

export interface SaleFilter extends Period {
  readonly status?: SaleStatus | undefined;
  readonly warehouse_id?: string | undefined;
  readonly channel?: string | undefined;
  readonly document_type?: 'factura' | 'boleta' | undefined;
}

/** Conditions of the sale list; exported so that a test holds each against its index. */
export function saleConditions(filter: SaleFilter) {
  const { status, warehouse_id, channel, document_type } = filter;
  return [
    equals('status', status),
    equals('warehouse_id', warehouse_id),
    equals('channel', channel),
    equals('document_type', document_type && FISCAL_TYPE[document_type]),
    ...within('created_at', filter),
  ];
}

/** Sales, newest first. */
export async function listSales(
  deps: ServiceDeps,
  ctx: ServiceContext,
  filter: SaleFilter,
  page: PageRequest,
): Promise<Page<SaleView>> {
  authorise(ctx, 'sales:read');
  return change(deps, ctx, async (tx, cipher) => {
    const source = { table: 'sale', columns: SALE_COLUMNS, where: saleConditions(filter) };
    const { rows, next } = await listRows<SaleRow>(tx, source, page);
    const ids = rows.map((row) => row.id);
    if (ctx.reveal) await auditReveal(tx, ctx, cipher, 'sale', ids);
    return { rows: rows.map((row) => showSale(row, cipher, ctx.reveal === true)), next };
  });
}
