import type { Tx } from '../../db/tx.ts';
import { invalid } from '../../domain/errors.ts';

/** @throws HubError 422 `not_found` at `/establishment_id` when the company has no such establishment */
export async function requireEstablishment(tx: Tx, id: string): Promise<void> {
  const rows = await tx.sql('select id from establishment where company_id = $1 and id = $2', [tx.companyId, id]);
  if (rows.length === 1) return;
  throw invalid([{ pointer: '/establishment_id', code: 'not_found', detail: 'El establecimiento no existe.' }]);
}
