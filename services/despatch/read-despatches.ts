import type { DespatchStatus } from '../../db/entities/despatch.ts';
import type { Tx } from '../../db/tx.ts';
import type { Permission } from '../../domain/access/permissions.ts';
import { notFound } from '../../domain/errors.ts';
import { auditReveal } from '../audit/audit-reveal.ts';
import { change } from '../change.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { equals } from '../equals.ts';
import { listRows, type Page, type PageRequest } from '../page.ts';
import { type Period, within } from '../period.ts';
import { DESPATCH_COLUMNS, type DespatchRow, type DespatchView, showDespatch } from './despatch-view.ts';

/** One guía. @throws HubError 404 */
export async function getDespatch(deps: ServiceDeps, ctx: ServiceContext, id: string): Promise<DespatchView> {
  authorise(ctx, 'despatch_advices:read');
  return change(deps, ctx, async (tx, cipher) => {
    const row = await readDespatch(tx, id);
    if (ctx.reveal) await auditReveal(tx, ctx, cipher, 'despatch_advice', [id]);
    return showDespatch(row, cipher, ctx.reveal === true);
  });
}

/** The guía for who has just made it or decided about it (`as`), also without the permission to read others. */
export async function echoDespatch(
  deps: ServiceDeps,
  ctx: ServiceContext,
  id: string,
  { as, clear }: { readonly as: Permission; readonly clear: boolean },
): Promise<DespatchView> {
  authorise(ctx, as);
  return change(deps, ctx, async (tx, cipher) => showDespatch(await readDespatch(tx, id), cipher, clear));
}

async function readDespatch(tx: Tx, id: string): Promise<DespatchRow> {
  const [row] = await tx.sql<DespatchRow>(
    `select ${DESPATCH_COLUMNS} from despatch_advice where company_id = $1 and id = $2`,
    [tx.companyId, id],
  );
  if (!row) throw notFound();
  return row;
}

export interface DespatchFilter extends Period {
  readonly status?: DespatchStatus | undefined;
  readonly type?: '09' | '31' | undefined;
  readonly sale_id?: string | undefined;
}

/** Conditions of the list; exported so that a test holds each against its index. */
export const despatchConditions = (filter: DespatchFilter) => [
  equals('status', filter.status),
  equals('type', filter.type),
  equals('sale_id', filter.sale_id),
  ...within('created_at', filter),
];

/** Guías, newest first. */
export async function listDespatches(
  deps: ServiceDeps,
  ctx: ServiceContext,
  filter: DespatchFilter,
  page: PageRequest,
): Promise<Page<DespatchView>> {
  authorise(ctx, 'despatch_advices:read');
  return change(deps, ctx, async (tx, cipher) => {
    const source = { table: 'despatch_advice', columns: DESPATCH_COLUMNS, where: despatchConditions(filter) };
    const { rows, next } = await listRows<DespatchRow>(tx, source, page);
    const ids = rows.map(({ id }) => id);
    if (ctx.reveal) await auditReveal(tx, ctx, cipher, 'despatch_advice', ids);
    return { rows: rows.map((row) => showDespatch(row, cipher, ctx.reveal === true)), next };
  });
}
