import { inCompany } from '../../db/tx.ts';
import { notFound } from '../../domain/errors.ts';
import type { ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';

/** The last voiding of a document, which its process carries: at most one is live. @throws HubError 404 */
export async function currentVoid(deps: ServiceDeps, ctx: ServiceContext, documentId: string): Promise<string> {
  const [row] = await inCompany(deps.orm, ctx.companyId, (tx) =>
    tx.sql<{ id: string }>(
      `select id from document_void where company_id = $1 and document_id = $2 order by created_at desc, id desc limit 1`,
      [tx.companyId, documentId],
    ),
  );
  if (!row) throw notFound();
  return row.id;
}
