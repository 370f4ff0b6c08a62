import { auditReveal } from '../audit/audit-reveal.ts';
import { change } from '../change.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { listRows, type Page, type PageRequest } from '../page.ts';
import { readRow } from '../rows.ts';
import { contains } from '../search-condition.ts';
import { type CustomerRow, type CustomerView, documentIndexes, showCustomer } from './customer.ts';

export interface ReadCustomer {
  readonly view: CustomerView;
  readonly version: number;
}

/** One customer. @throws HubError 404 */
export async function getCustomer(deps: ServiceDeps, ctx: ServiceContext, id: string): Promise<ReadCustomer> {
  authorise(ctx, 'customers:read');
  return change(deps, ctx, async (tx, cipher) => {
    const row = await readRow<CustomerRow>(tx, 'customer', id);
    if (ctx.reveal) await auditReveal(tx, ctx, cipher, 'customer', [id]);
    return { view: showCustomer(row, cipher, ctx.reveal === true), version: row.version };
  });
}

export interface CustomerFilter {
  /** Part of the name. */
  readonly q?: string | undefined;
  /** The whole number: it is encrypted, and found by its blind index only. */
  readonly document_number?: string | undefined;
  readonly active?: boolean | undefined;
}

/** Customers, newest first. */
export async function listCustomers(
  deps: ServiceDeps,
  ctx: ServiceContext,
  filter: CustomerFilter,
  page: PageRequest,
): Promise<Page<CustomerView>> {
  authorise(ctx, 'customers:read');
  const { q, document_number: number, active } = filter;
  return change(deps, ctx, async (tx, cipher) => {
    const where = [
      contains('customer', 'name', q),
      number === undefined
        ? undefined
        : (['document_number_index = any(?::bytea[])', documentIndexes(cipher, number)] as const),
      active === undefined ? undefined : (['active = ?', active] as const),
    ];
    const { rows, next } = await listRows<CustomerRow>(tx, { table: 'customer', where }, page);
    const ids = rows.map((row) => row.id);
    if (ctx.reveal) await auditReveal(tx, ctx, cipher, 'customer', ids);
    return { rows: rows.map((row) => showCustomer(row, cipher, ctx.reveal === true)), next };
  });
}
