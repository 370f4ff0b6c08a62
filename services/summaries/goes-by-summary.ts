import type { Tx } from '../../db/tx.ts';
import { isBoletaFamily, isPaperSeries } from '../../domain/fiscal/deadlines.ts';
import type { Dossier } from '../sunat/dossier.ts';
import { mayHaveArrived } from '../sunat/plan-send.ts';

/** How the company sends boletas, and whether the document stands in a summary. */
export interface SummaryFacts {
  readonly mode: 'single' | 'summary';
  readonly told: boolean;
}

/** Ask it under the document's lock, which who makes a summary takes too. */
export async function readSummaryFacts(tx: Tx, documentId: string): Promise<SummaryFacts> {
  const [row] = await tx.sql<SummaryFacts>(
    `select c.boleta_mode as mode,
            exists (select from summary_line l where l.company_id = c.id and l.document_id = $2 and l.condition = '1'
                       and l.outcome <> 'returned') as told
       from company c where c.id = $1`,
    [tx.companyId, documentId],
  );
  return row ?? { mode: 'single', told: false };
}

/**
 * Whether a boleta (or its note) is told by a summary and never by itself: it stands in one, or the company sends them so
 * and it never left by itself.
 */
export function goesBySummary(dossier: Dossier, { mode, told }: SummaryFacts): boolean {
  if (!isBoletaFamily(dossier.type, dossier.series)) return false;
  // Paper goes by itself: what a summary told could not be corrected any other way (1084).
  if (isPaperSeries(dossier.series)) return told;
  return told || (mode === 'summary' && ['issued', 'pending'].includes(dossier.status) && !mayHaveArrived(dossier));
}
