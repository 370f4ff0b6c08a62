import { LIVE_VOID } from '../../db/entities/void.ts';
import type { Tx } from '../../db/tx.ts';
import { conflict } from '../../domain/errors.ts';

/**
 * Refuses what would cross the voiding of a sale's document, or of one of its notes. The sale is locked by the caller, as
 * it is where a void is taken on.
 * @throws HubError 409 `void_in_progress`
 */
export async function requireNoVoid(tx: Tx, saleId: string): Promise<void> {
  const live = await tx.sql(
    'select 1 from document_void where company_id = $1 and sale_id = $2 and status = any($3::text[])',
    [tx.companyId, saleId, LIVE_VOID],
  );
  if (live.length > 0)
    throw conflict('void_in_progress', 'El comprobante, o una de sus notas, se está anulando: espere a que termine.');
}
