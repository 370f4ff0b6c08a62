import type { Tx } from '../db/tx.ts';

/** Where a page ends: the sort instant as PostgreSQL's own text (microseconds, which a Date would cut off) and the id. */
export interface Position {
  readonly at: string;
  readonly id: string;
}

/** What list verbs take: at most `limit` rows after a position, newest first. */
export interface PageRequest {
  readonly limit: number;
  readonly after: Position | null;
}

/** What list verbs answer: the rows, and the position of the last one when more follow. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly next: Position | null;
}

export interface ListSource {
  /** Table and columns are the verb's own literals, never input. */
  readonly table: string;
  readonly columns?: string;
  /** Column of the sort instant; the list's index is (company_id, …filters, at, id). */
  readonly at?: string;
  /** Conditions with `?` for each value, joined by `and`; absent filters are left out. */
  readonly where?: readonly (readonly [condition: string, value: unknown] | undefined)[];
}

type Keyed<Row> = Row & { readonly id: string; readonly position_at: string };

/**
 * One page of a table, newest first, by (at, id): stable while rows are inserted. Row security narrows it to the
 * company. Reads one row more than asked, to know whether another page follows.
 */
export async function listRows<Row>(tx: Tx, source: ListSource, page: PageRequest): Promise<Page<Row>> {
  const { table, columns = '*', at = 'created_at', where = [] } = source;
  const values: unknown[] = [];
  const bind = (condition: string, bound: readonly unknown[]): string => {
    let next = 0;
    return condition.replaceAll('?', () => `$${values.push(bound[next++])}`);
  };
  // The explicit company lets the planner use the list's index from its first column on.
  const conditions = [bind('company_id = ?', [tx.companyId])];
  for (const entry of where) if (entry) conditions.push(bind(entry[0], repeated(entry)));
  if (page.after) conditions.push(bind(`(${at}, id) < (?::timestamptz, ?::uuid)`, [page.after.at, page.after.id]));
  const rows = await tx.sql<Keyed<Row>>(
    `select ${columns}, ${at}::text as position_at from ${table} where ${conditions.join(' and ')}
     order by ${at} desc, id desc limit ${bind('?', [page.limit + 1])}`,
    values,
  );
  const shown = rows.slice(0, page.limit);
  const last = shown.at(-1);
  return { rows: shown, next: rows.length > page.limit && last ? { at: last.position_at, id: last.id } : null };
}

/** A condition may use its one value several times. */
function repeated([condition, value]: readonly [string, unknown]): readonly unknown[] {
  return Array.from(condition.matchAll(/\?/g), () => value);
}
