import { inCompany } from '../../db/tx.ts';
import { notFound } from '../../domain/errors.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { listRows, type Page, type PageRequest } from '../page.ts';
import { instant } from '../rows.ts';

interface SubmissionRow {
  readonly id: string;
  readonly operation: string;
  readonly file_version: number;
  readonly started_at: Date | string;
  readonly finished_at: Date | string | null;
  readonly outcome: string | null;
  readonly code: string | null;
  readonly description: string | null;
  readonly request_id: string;
}

function showSubmission(row: SubmissionRow) {
  const { id, operation, file_version, outcome, code, description, request_id } = row;
  const [started_at, finished_at] = [instant(row.started_at), row.finished_at && instant(row.finished_at)];
  return { id, operation, file_version, started_at, finished_at, outcome, code, description, request_id };
}
export type SubmissionView = ReturnType<typeof showSubmission>;

/** Every call to SUNAT about a document with its outcome, newest first. @throws HubError 404 */
export async function listSubmissions(
  deps: ServiceDeps,
  ctx: ServiceContext,
  documentId: string,
  page: PageRequest,
): Promise<Page<SubmissionView>> {
  authorise(ctx, 'documents:read');
  return inCompany(deps.orm, ctx.companyId, async (tx) => {
    const known = await tx.sql('select 1 from fiscal_document where company_id = $1 and id = $2', [
      tx.companyId,
      documentId,
    ]);
    if (known.length === 0) throw notFound();
    const source = { table: 'submission', at: 'started_at', where: [['document_id = ?', documentId]] as const };
    const { rows, next } = await listRows<SubmissionRow>(tx, source, page);
    return { rows: rows.map(showSubmission), next };
  });
}
