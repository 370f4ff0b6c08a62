import type { StoredObservation } from '../../db/entities/document.ts';
import type { Tx } from '../../db/tx.ts';
import { conflict } from '../../domain/errors.ts';
import { change } from '../change.ts';
import type { ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { type AcceptedLine, type FileAnswer, lineAccepted } from './line-accepted.ts';
import type { SummaryResult } from './settlement.ts';
import { lockSummary } from './summary-dossier.ts';
import { markSettled } from './summary-rows.ts';

/** Lines settled in one transaction: enough to save commits, few enough to hold nobody up. */
const AT_ONCE = 20;

/**
 * Settles the lines of an accepted file, some at a time; run again after a crash it goes on where it stood. `beat` is
 * called between the steps.
 */
export async function finishSummary(
  deps: ServiceDeps,
  ctx: ServiceContext,
  summaryId: string,
  beat: () => void = () => undefined,
): Promise<SummaryResult> {
  for (;;) {
    const step = await change(deps, ctx, async (tx, cipher) => {
      const { status } = await lockSummary(tx, summaryId);
      if (status !== 'accepted' && status !== 'observed')
        throw conflict('summary_not_accepted', 'SUNAT no ha aceptado el envío.');
      const lines = await nextLines(tx, summaryId);
      if (lines.length === 0) await markSettled(tx, summaryId);
      const answer = await answerOf(tx, summaryId);
      for (const line of lines) await lineAccepted({ tx, ctx, cipher, mail: deps.mail, answer }, line);
      return { status, done: lines.length === 0 };
    });
    deps.saleChanged();
    deps.wakeRelay();
    beat();
    if (step.done) return { state: 'settled', status: step.status, next: [] };
  }
}

/** In the order of what they are about, as everywhere. */
async function nextLines(tx: Tx, summaryId: string): Promise<AcceptedLine[]> {
  return tx.sql<AcceptedLine>(
    `select l.id, l.document_id as "documentId", l.condition, d.source_type as "sourceType", d.source_id as "sourceId"
       from summary_line l join fiscal_document d on d.company_id = l.company_id and d.id = l.document_id
      where l.company_id = $1 and l.summary_id = $2 and l.outcome = 'open' order by d.source_id limit ${AT_ONCE}`,
    [tx.companyId, summaryId],
  );
}

async function answerOf(tx: Tx, summaryId: string): Promise<FileAnswer> {
  const [row] = await tx.sql<{
    status: 'accepted' | 'observed';
    code: string | null;
    description: string;
    observations: readonly StoredObservation[] | null;
    evidence: 'cdr' | 'validity_query' | 'person';
    receivedAt: Date | string;
  }>(
    `select status, sunat_code as code, coalesce(sunat_description, '') as description, observations, evidence,
            sunat_received_at as "receivedAt" from summary_file where company_id = $1 and id = $2`,
    [tx.companyId, summaryId],
  );
  if (!row) throw new Error('The file has gone');
  const { status: kind, receivedAt, observations, ...answer } = row;
  return { kind, ...answer, observations: observations ?? [], receivedAt: new Date(receivedAt).toISOString() };
}
