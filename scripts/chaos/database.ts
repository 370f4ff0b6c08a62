import pg from 'pg';

/** Reads of the company's rows, as the application's role sees them. */
export interface CompanyReader {
  /** All statements in one snapshot. */
  snapshot<T>(work: (query: Query) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export type Query = <Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]) => Promise<Row[]>;

/** Opens the database; connections that die with the server are replaced at the next read. */
export function openReader(databaseUrl: string, companyId: string): CompanyReader {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 2, connectionTimeoutMillis: 3000 });
  pool.on('error', () => undefined);
  return {
    async snapshot(work) {
      const client = await pool.connect();
      let broken = true;
      try {
        await client.query('begin isolation level repeatable read read only');
        await client.query(`select set_config('mikro.company.id', $1, true)`, [companyId]);
        const result = await work(
          async <Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []) =>
            (await client.query<Row>(text, [...values])).rows,
        );
        await client.query('commit');
        broken = false;
        return result;
      } finally {
        client.release(broken);
      }
    },
    close: () => pool.end(),
  };
}
