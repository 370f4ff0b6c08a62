import { inCompany, type Tx } from '../db/tx.ts';
import { notFound } from '../domain/errors.ts';
import { uuidv7 } from '../platform/ids.ts';
import type { ServiceContext } from './context.ts';
import type { ServiceDeps } from './deps.ts';
import { listRows, type Page, type PageRequest } from './page.ts';
import { instant } from './rows.ts';

/** Whose trace it is: the table of the owners, of their events, and the events' column that names the owner. */
interface Trace {
  readonly owners: string;
  readonly events: string;
  readonly column: string;
}

/** What leaves a trace: one row an event, append-only. */
export const TRACES = {
  sale: { owners: 'sale', events: 'sale_event', column: 'sale_id' },
  note: { owners: 'note', events: 'note_event', column: 'note_id' },
  despatch: { owners: 'despatch_advice', events: 'despatch_event', column: 'despatch_id' },
  certificate: { owners: 'tax_certificate', events: 'certificate_event', column: 'certificate_id' },
} as const satisfies Record<string, Trace>;

interface EventRow {
  readonly id: string;
  readonly at: Date | string;
  readonly kind: string;
  readonly data: Record<string, unknown> | null;
}

const showEvent = ({ id, at, kind, data }: EventRow) => ({ id, at: instant(at), kind, data: data ?? {} });
export type EventView = ReturnType<typeof showEvent>;

/** Adds an event to an owner's trace. `data` holds codes, numbers and ids: nothing personal. */
export function writeEvent(
  tx: Tx,
  { events, column }: Trace,
  ownerId: string,
  kind: string,
  data: Record<string, unknown> | null,
): void {
  tx.write(`insert into ${events} (id, company_id, ${column}, kind, data) values ($1, $2, $3, $4, $5)`, [
    ...[uuidv7(), tx.companyId, ownerId, kind],
    data === null ? null : JSON.stringify(data),
  ]);
}

/**
 * An owner's trace, newest first; `kind` also asks what kind of note it is.
 * @throws HubError 404
 */
export async function listEvents(
  deps: ServiceDeps,
  ctx: ServiceContext,
  { owners, events, column }: Trace,
  { id, kind }: { readonly id: string; readonly kind?: string },
  page: PageRequest,
): Promise<Page<EventView>> {
  return inCompany(deps.orm, ctx.companyId, async (tx) => {
    const known = await tx.sql(
      `select 1 from ${owners} where company_id = $1 and id = $2${kind === undefined ? '' : ' and kind = $3'}`,
      [tx.companyId, id, ...(kind === undefined ? [] : [kind])],
    );
    if (known.length === 0) throw notFound();
    const source = { table: events, at: 'at', where: [[`${column} = ?`, id]] as const };
    const { rows, next } = await listRows<EventRow>(tx, source, page);
    return { rows: rows.map(showEvent), next };
  });
}
