import type { MikroORM } from '@mikro-orm/postgresql';
import { inCompany, type Tx } from '../../db/tx.ts';
import { type CompanyCipher, Sealed } from '../../platform/crypto/envelope.ts';
import { documentIndex } from '../customers/customer.ts';
import type { SealedTable } from './sealed-tables.ts';

/** Rows that one transaction looks at; as files of documents they are some megabytes. */
const PAGE = 500;
const FIRST = '00000000-0000-0000-0000-000000000000';

type Row = Readonly<Record<string, Buffer | string | null>>;

/** Sealed under another key than `$2` (its id stands behind the version byte). */
const stale = (column: string): string => `(${column} is not null and substring(${column} from 2 for 4) <> $2)`;

export interface Rewrite {
  readonly orm: MikroORM;
  readonly companyId: string;
  /** Seals under the new key and opens under all. */
  readonly cipher: CompanyCipher;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Seals every stale value of a table anew, page by page, so that no statement is long: what is done is done, and a run
 * that was ended goes on where it stopped.
 * @returns how many rows were rewritten
 */
export async function rewriteTable(rewrite: Rewrite, table: SealedTable): Promise<number> {
  let [after, total] = [FIRST, 0];
  for (;;) {
    rewrite.signal?.throwIfAborted();
    const page = await inCompany(rewrite.orm, rewrite.companyId, (tx) => rewritePage(tx, rewrite.cipher, table, after));
    if (page.last === undefined) return total;
    total += page.rows;
    after = page.last;
  }
}

async function rewritePage(
  tx: Tx,
  cipher: CompanyCipher,
  sealed: SealedTable,
  after: string,
): Promise<{ readonly last: string | undefined; readonly rows: number }> {
  const { table, columns } = sealed;
  const names = columns.map(({ name }) => name);
  const ids = await tx.sql<{ id: string }>(
    `select id from ${table} where company_id = $1 and id > $2 order by id limit ${PAGE}`,
    [tx.companyId, after],
  );
  const last = ids.at(-1)?.id;
  if (last === undefined) return { last, rows: 0 };
  const rows = await tx.sql<Row>(
    `select id, ${names.join(', ')} from ${table}
      where company_id = $1 and id > $3 and id <= $4 and (${names.map(stale).join(' or ')}) order by id for update`,
    [tx.companyId, keyBytes(cipher), after, last],
  );
  for (const row of rows) rewriteRow(tx, cipher, sealed, row);
  return { last, rows: rows.length };
}

function rewriteRow(tx: Tx, cipher: CompanyCipher, { table, columns }: SealedTable, row: Row): void {
  const id = row['id'];
  const sets: string[] = [];
  const values: unknown[] = [tx.companyId, id];
  const set = (name: string, bytes: Buffer) => sets.push(`${name} = $${values.push(bytes)}`);
  for (const { name, place } of columns) {
    const value = row[name];
    if (!Buffer.isBuffer(value)) continue;
    const text = cipher.openBytes(new Sealed(value), `${place}/${String(id)}`);
    set(name, cipher.seal(text, `${place}/${String(id)}`).bytes);
    if (table === 'customer' && name === 'document_number')
      set('document_number_index', documentIndex(cipher, text.toString('utf8')));
  }
  tx.write(`update ${table} set ${sets.join(', ')} where company_id = $1 and id = $2`, values);
}

function keyBytes({ keyId }: CompanyCipher): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(keyId);
  return bytes;
}
