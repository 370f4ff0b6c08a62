import { inCompany } from '../../db/tx.ts';
import { notFound } from '../../domain/errors.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { viewCreditNote, viewLastVoid, viewVoid, type VoidView } from './void-view.ts';

/** The last voiding of a document at SUNAT. @throws HubError 404 where there was none */
export async function getLastVoid(deps: ServiceDeps, ctx: ServiceContext, documentId: string): Promise<VoidView> {
  authorise(ctx, 'documents:read');
  const view = await inCompany(deps.orm, ctx.companyId, (tx) => viewLastVoid(tx, documentId));
  if (!view) throw notFound('El comprobante no tiene una anulación.');
  return view;
}

/** An act that was begun, by the id of its voiding or of its credit note. @throws HubError 404 */
export async function getVoid(deps: ServiceDeps, ctx: ServiceContext, id: string): Promise<VoidView> {
  authorise(ctx, 'documents:void');
  const view = await inCompany(
    deps.orm,
    ctx.companyId,
    async (tx) => (await viewVoid(tx, id)) ?? (await viewCreditNote(tx, id)),
  );
  if (!view) throw notFound();
  return view;
}
