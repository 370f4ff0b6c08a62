import type { Tx } from '../../db/tx.ts';
import { conflict } from '../../domain/errors.ts';

/**
 * The next number of a series, gapless: taken in the transaction that stores the document, which holds the series
 * until its commit, so this comes last but for signing and storing.
 * @throws HubError 409 `series_exhausted`
 */
export async function takeNumber(tx: Tx, fiscalType: string, series: string): Promise<number> {
  const [row] = await tx.sql<{ number: number }>(
    `update document_series set next_number = next_number + 1, used = true
      where company_id = $1 and document_type = $2 and series = $3 and next_number <= 99999999
      returning next_number - 1 as number`,
    [tx.companyId, fiscalType, series],
  );
  if (!row) throw conflict('series_exhausted', 'La serie ya no tiene números.');
  return row.number;
}
