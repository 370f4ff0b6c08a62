import type { MikroORM } from '@mikro-orm/postgresql';
import { inCompany, type Tx } from '../../../db/tx.ts';

/** A row with column names as the table has them. */
export type Row = Readonly<Record<string, unknown>>;

/** bytea as JSON carries it into PostgreSQL. */
export const bytea = (bytes: Buffer): string => `\\x${bytes.toString('hex')}`;

/** Inserts many rows by one statement; all rows have the columns of the first. */
export async function insertRows(tx: Tx, table: string, rows: readonly Row[]): Promise<void> {
  const first = rows[0];
  if (!first) return;
  const columns = Object.keys(first).join(', ');
  await tx.run(
    `insert into ${table} (${columns}) select ${columns} from json_populate_recordset(null::${table}, $1::json)`,
    [JSON.stringify(rows)],
  );
}

/** Inserts rows in transactions of `size`, so that none runs into the statement time-out. */
export async function insertInBatches(
  orm: MikroORM,
  companyId: string,
  table: string,
  rows: readonly Row[],
  size = 1000,
): Promise<void> {
  for (let start = 0; start < rows.length; start += size) {
    await inCompany(orm, companyId, (tx) => insertRows(tx, table, rows.slice(start, start + size)));
  }
}
