import { inCompany } from '../../db/tx.ts';
import type { SentDocumentType } from '../../domain/fiscal/deadlines.ts';
import type { NamedLines } from '../../domain/fiscal/summary/after-rejection.ts';
import type { SummaryCondition } from '../../domain/fiscal/summary/types.ts';
import type { ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';

/** A document of a file, as the validity query names it. */
export interface AskedDocument {
  readonly documentId: string;
  readonly condition: SummaryCondition;
  readonly type: SentDocumentType;
  readonly series: string;
  readonly number: number;
  readonly issueDate: string;
  readonly total: string;
  readonly fileVersion: number;
}

/** A file is all or nothing, so that few of its documents tell how it stands. */
const SAMPLE = 3;

/**
 * Some documents of a file by which SUNAT's lists tell whether it was taken, first those that never left by themselves; of
 * those that an answer names where it names any.
 */
export async function documentsToAsk(
  deps: ServiceDeps,
  ctx: ServiceContext,
  summaryId: string,
  named?: NamedLines,
): Promise<AskedDocument[]> {
  return inCompany(deps.orm, ctx.companyId, (tx) =>
    tx.sql<AskedDocument>(
      `select d.id as "documentId", l.condition, d.type, d.series, d.number,
              to_char(d.issue_date, 'YYYY-MM-DD') as "issueDate", d.total::text, d.file_version as "fileVersion"
         from summary_line l join fiscal_document d on d.company_id = l.company_id and d.id = l.document_id
        where l.company_id = $1 and l.summary_id = $2
          and ($3::text[] is null or d.series || '-' || d.number = any($3) or l.line = any($4::int[]))
        order by exists (select from submission s where s.company_id = d.company_id and s.document_id = d.id
                            and s.operation = 'sendBill'), l.line limit ${SAMPLE}`,
      [tx.companyId, summaryId, named?.documents ?? null, named?.lines ?? null],
    ),
  );
}
