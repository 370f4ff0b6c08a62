import type { Tx } from '../../db/tx.ts';
import { notFound } from '../../domain/errors.ts';
import { auditReveal } from '../audit/audit-reveal.ts';
import { change } from '../change.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { listRows, type Page, type PageRequest } from '../page.ts';
import { type DeliveryRow, type DeliveryView, showDelivery } from './delivery.ts';

/** One delivery of the transaction's company. @throws HubError 404 */
export async function readDelivery(tx: Tx, id: string): Promise<DeliveryRow> {
  const [row] = await tx.sql<DeliveryRow>('select * from mail_delivery where company_id = $1 and id = $2', [
    tx.companyId,
    id,
  ]);
  if (!row) throw notFound();
  return row;
}

/** How one mail stands. @throws HubError 404 */
export async function getDocumentMail(deps: ServiceDeps, ctx: ServiceContext, id: string): Promise<DeliveryView> {
  authorise(ctx, 'documents:files');
  return change(deps, ctx, async (tx, cipher) => showDelivery(await readDelivery(tx, id), cipher, false));
}

/** Every mail of a document and how it ended, newest first. @throws HubError 404 */
export async function listDocumentMails(
  deps: ServiceDeps,
  ctx: ServiceContext,
  documentId: string,
  page: PageRequest,
): Promise<Page<DeliveryView>> {
  authorise(ctx, 'documents:read');
  return change(deps, ctx, async (tx, cipher) => {
    const known = await tx.sql('select 1 from fiscal_document where company_id = $1 and id = $2', [
      tx.companyId,
      documentId,
    ]);
    if (known.length === 0) throw notFound();
    const source = { table: 'mail_delivery', where: [['document_id = ?', documentId]] as const };
    const { rows, next } = await listRows<DeliveryRow>(tx, source, page);
    if (ctx.reveal)
      await auditReveal(
        tx,
        ctx,
        cipher,
        'mail_delivery',
        rows.map(({ id }) => id),
      );
    return { rows: rows.map((row) => showDelivery(row, cipher, ctx.reveal === true)), next };
  });
}
