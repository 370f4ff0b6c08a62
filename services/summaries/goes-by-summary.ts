import type { Tx } from '../../db/tx.ts';
import { isBoletaFamily } from '../../domain/fiscal/deadlines.ts';
import type { Dossier } from '../sunat/dossier.ts';
import { mayHaveArrived } from '../sunat/plan-send.ts';

/**
 * Whether a boleta (or its note) is told by a summary and never by itself: it stands in one, or the company sends them so
 * and it never left by itself. Hold the document's lock: who makes a summary takes it too.
 */
export async function goesBySummary(tx: Tx, dossier: Dossier): Promise<boolean> {
  if (!isBoletaFamily(dossier.type, dossier.series)) return false;
  const [row] = await tx.sql<{ mode: string; told: boolean }>(
    `select c.boleta_mode as mode,
            exists (select from summary_line l where l.company_id = c.id and l.document_id = $2 and l.condition = '1'
                       and l.outcome <> 'returned') as told
       from company c where c.id = $1`,
    [tx.companyId, dossier.documentId],
  );
  if (row?.told) return true;
  return row?.mode === 'summary' && ['issued', 'pending'].includes(dossier.status) && !mayHaveArrived(dossier);
}
