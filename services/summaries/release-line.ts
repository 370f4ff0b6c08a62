import type { Tx } from '../../db/tx.ts';
import type { SummaryCondition } from '../../domain/fiscal/summary/types.ts';

/** A line that was set aside becomes free for another file; answers how many did (one, or none when it was not). */
export async function releaseLine(tx: Tx, documentId: string, condition: SummaryCondition): Promise<number> {
  return tx.run(
    `update summary_line set outcome = 'returned', settled_at = now()
      where company_id = $1 and document_id = $2 and condition = $3 and outcome = 'set_aside'`,
    [tx.companyId, documentId, condition],
  );
}
