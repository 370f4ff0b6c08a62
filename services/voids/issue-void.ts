import { inCompany } from '../../db/tx.ts';
import type { VoidStatus } from '../../db/entities/void.ts';
import { HubError, notFound } from '../../domain/errors.ts';
import { isPaperSeries } from '../../domain/fiscal/deadlines.ts';
import { voidDeadline } from '../../domain/fiscal/void-options.ts';
import type { ServiceContext } from '../context.ts';
import { authorise } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import type { SummaryFileRef } from '../summaries/insert-file.ts';
import { issueSummaryFile } from '../summaries/issue-summary-file.ts';

export type IssueVoidOutcome =
  | { readonly outcome: 'issued'; readonly file: SummaryFileRef }
  /** SUNAT holds the document as voided: goods and money remain. */
  | { readonly outcome: 'voided' }
  /** An earlier run ended it. */
  | { readonly outcome: 'over'; readonly status: 'completed' | 'replaced' | 'cancelled' }
  | { readonly outcome: 'refused'; readonly code: 'void_refused' | 'void_out_of_time'; readonly detail: string };

interface Row {
  readonly status: VoidStatus;
  readonly act: 'voided_documents' | 'daily_summary' | 'reversal';
  readonly document_id: string;
  readonly document_status: string;
  readonly reason: string;
  readonly workflow_id: string;
  readonly series: string;
  readonly issue_date: string;
}

/**
 * Makes the file that voids the document: an RA, an RC with status 3, or an RR. Run again it answers the same file. Nothing is
 * made once its seven days are over, which neither a reversal nor a receipt of paper knows.
 */
export async function issueVoid(
  deps: ServiceDeps,
  ctx: ServiceContext,
  { voidId }: { readonly voidId: string },
): Promise<IssueVoidOutcome> {
  authorise(ctx, 'documents:void');
  const row = await read(deps, ctx, voidId);
  const { status } = row;
  if (status === 'completed' || status === 'replaced' || status === 'cancelled') return { outcome: 'over', status };
  if (row.document_status === 'voided') return { outcome: 'voided' };
  // What is under way was issued in time; only a new file is held against the clock.
  const timed = status === 'received' && row.act !== 'reversal' && !isPaperSeries(row.series);
  if (timed && deps.now().getTime() >= voidDeadline(row.issue_date).getTime() + 1000)
    return { outcome: 'refused', code: 'void_out_of_time', detail: 'Pasaron los siete días para anularlo en SUNAT.' };
  try {
    const file = await issueSummaryFile(deps, ctx, requestOf(row));
    await inCompany(deps.orm, ctx.companyId, (tx) =>
      tx.run(
        `update document_void set status = 'sending', updated_at = now(), version = version + 1
          where company_id = $1 and id = $2 and status = 'received'`,
        [tx.companyId, voidId],
      ),
    );
    return { outcome: 'issued', file };
  } catch (error) {
    if (!(error instanceof HubError) || !FINAL.includes(error.kind)) throw error;
    return { outcome: 'refused', code: 'void_refused', detail: error.message };
  }
}

const KINDS = { voided_documents: 'RA', daily_summary: 'RC', reversal: 'RR' } as const;

/** What a rule refused; anything else is tried again. */
const FINAL: readonly string[] = ['conflict', 'invalid', 'not_found', 'forbidden'];

const requestOf = ({ act, document_id: documentId, reason, workflow_id: workflowId, issue_date }: Row) => ({
  kind: KINDS[act],
  ...{ referenceDate: issue_date, workflowId },
  lines: [{ documentId, condition: '3' as const, ...(act !== 'daily_summary' && { reason }) }],
});

async function read(deps: ServiceDeps, ctx: ServiceContext, voidId: string): Promise<Row> {
  const [row] = await inCompany(deps.orm, ctx.companyId, (tx) =>
    tx.sql<Row>(
      `select v.status, v.act, v.document_id, d.status as document_status, v.reason, v.workflow_id, d.series,
              to_char(d.issue_date, 'YYYY-MM-DD') as issue_date
         from document_void v join fiscal_document d on d.company_id = v.company_id and d.id = v.document_id
        where v.company_id = $1 and v.id = $2`,
      [tx.companyId, voidId],
    ),
  );
  if (!row) throw notFound();
  return row;
}
