import type { Tx } from '../../db/tx.ts';

/** Rows that are in memory at a time. */
const PAGE = 500;
/** The first page of a sorted answer waits for all of it; below the driver's own limit. */
const STATEMENT_MS = 7500;

/**
 * The rows of a query one page after the other, all as they stood when it began, whatever commits meanwhile. One at a
 * time in a transaction.
 */
export async function* byCursor<Row>(tx: Tx, query: string, values: readonly unknown[]): AsyncGenerator<Row> {
  tx.write(`set local statement_timeout = ${STATEMENT_MS}`);
  tx.write(`declare book no scroll cursor for ${query}`, values);
  for (;;) {
    const rows = await tx.sql<Row>(`fetch forward ${PAGE} from book`);
    yield* rows;
    if (rows.length < PAGE) return;
  }
}
