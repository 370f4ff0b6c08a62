import type { DocumentStatus } from '../../db/entities/document.ts';
import { notFound } from '../../domain/errors.ts';
import { auditReveal } from '../audit/audit-reveal.ts';
import { change } from '../change.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { equals } from '../equals.ts';
import { listRows, type Page, type PageRequest } from '../page.ts';
import { type Period, within } from '../period.ts';
import { DOCUMENT_COLUMNS, type DocumentRow, type DocumentView, showDocument } from './document-view.ts';

/** One document. @throws HubError 404 */
export async function getDocument(deps: ServiceDeps, ctx: ServiceContext, id: string): Promise<DocumentView> {
  authorise(ctx, 'documents:read');
  return change(deps, ctx, async (tx, cipher) => {
    const [row] = await tx.sql<DocumentRow>(
      `select ${DOCUMENT_COLUMNS} from fiscal_document where company_id = $1 and id = $2`,
      [tx.companyId, id],
    );
    if (!row) throw notFound();
    if (ctx.reveal) await auditReveal(tx, ctx, cipher, 'fiscal_document', [id]);
    return showDocument(row, cipher, ctx.reveal === true);
  });
}

export interface DocumentFilter extends Period {
  readonly status?: DocumentStatus | undefined;
  /** Catalogue 01. */
  readonly document_type?: string | undefined;
  readonly sale_id?: string | undefined;
  /** Series and number, `F001-12`. */
  readonly q?: string | undefined;
}

/** Conditions of the document list; exported so that a test holds each against its index. */
export function documentConditions(filter: DocumentFilter) {
  const [series, number] = filter.q?.toUpperCase().split('-') ?? [];
  return [
    equals('status', filter.status),
    equals('type', filter.document_type),
    equals('sale_id', filter.sale_id),
    equals('series', series),
    equals('number', number),
    ...within('created_at', filter),
  ];
}

/** Documents, newest first. */
export async function listDocuments(
  deps: ServiceDeps,
  ctx: ServiceContext,
  filter: DocumentFilter,
  page: PageRequest,
): Promise<Page<DocumentView>> {
  authorise(ctx, 'documents:read');
  return change(deps, ctx, async (tx, cipher) => {
    const source = { table: 'fiscal_document', columns: DOCUMENT_COLUMNS, where: documentConditions(filter) };
    const { rows, next } = await listRows<DocumentRow>(tx, source, page);
    const ids = rows.map((row) => row.id);
    if (ctx.reveal) await auditReveal(tx, ctx, cipher, 'fiscal_document', ids);
    return { rows: rows.map((row) => showDocument(row, cipher, ctx.reveal === true)), next };
  });
}
