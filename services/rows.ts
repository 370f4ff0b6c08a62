import type { Tx } from '../db/tx.ts';
import { HubError, notFound } from '../domain/errors.ts';
import { uuidv7 } from '../platform/ids.ts';

/** Values by column name. Names are the verb's own literals, never input. */
export type Columns = Readonly<Record<string, unknown>>;

interface Versioned {
  readonly version: number;
}

/** Only the columns that were given. */
export const given = (columns: Columns): Columns =>
  Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined));

/** Inserts a versioned row of the company with a fresh id; answers it whole. */
export async function insertRow<Row>(tx: Tx, table: string, columns: Columns, id = uuidv7()): Promise<Row> {
  const all: Columns = { id, company_id: tx.companyId, version: 1, ...columns };
  const names = Object.keys(all);
  const places = names.map((_name, index) => `$${index + 1}`);
  const sql = `insert into ${table} (${names.join(', ')}) values (${places.join(', ')}) returning *`;
  const [row] = await tx.sql<Row>(sql, Object.values(all));
  if (!row) throw new Error('The insert returned no row');
  return row;
}

/** @throws HubError 404 when the company has no such row */
export async function readRow<Row>(tx: Tx, table: string, id: string): Promise<Row> {
  const [row] = await tx.sql<Row>(`select * from ${table} where company_id = $1 and id = $2`, [tx.companyId, id]);
  if (!row) throw notFound();
  return row;
}

/** Locks a row for the change that follows. @throws HubError 404, 412 when it has another version than the caller read */
export async function lockVersion<Row extends Versioned>(
  tx: Tx,
  table: string,
  target: { readonly id: string; readonly version: number },
): Promise<Row> {
  const sql = `select * from ${table} where company_id = $1 and id = $2 for update`;
  const [row] = await tx.sql<Row>(sql, [tx.companyId, target.id]);
  if (!row) throw notFound();
  if (row.version === target.version) return row;
  throw new HubError(
    'precondition_failed',
    'version_mismatch',
    'El registro cambió desde que lo leyó. Vuelva a leerlo.',
  );
}

/** Changes the given columns of a locked row and counts its version up; answers it whole. */
export async function updateRow<Row>(tx: Tx, table: string, id: string, columns: Columns): Promise<Row> {
  const entries = Object.entries(given(columns));
  const sets = ['version = version + 1', ...entries.map(([name], index) => `${name} = $${index + 3}`)];
  const sql = `update ${table} set ${sets.join(', ')} where company_id = $1 and id = $2 returning *`;
  const [row] = await tx.sql<Row>(sql, [tx.companyId, id, ...entries.map(([, value]) => value)]);
  if (!row) throw notFound();
  return row;
}

export const instant = (value: Date | string): string => new Date(value).toISOString();
