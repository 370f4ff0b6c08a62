import { z } from 'zod';
import type { SaleStatus } from '../../db/entities/sale.ts';
import { inCompany } from '../../db/tx.ts';
import { conflict, type HubError, notFound } from '../../domain/errors.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { line } from '../fields.ts';
import { parseInput } from '../input.ts';
import { type DecidedBy, deciderOf } from './decided-by.ts';

export const CancelSaleInput = z.strictObject({ reason: line(500, 3) });

export interface CancelRequest {
  readonly workflowId: string;
  readonly status: SaleStatus;
  readonly version: number;
  readonly reason: string;
  readonly by: DecidedBy;
}

/** 409 that names the legal act: an issued document is never taken back, only corrected by another one. */
export const alreadyIssued = (): HubError =>
  conflict('already_issued', 'El comprobante ya fue emitido: para anular la venta corresponde una nota de crédito.');

/**
 * Checks a wish to cancel before the process is asked, which decides.
 * @throws HubError 404, 422, 409 `already_issued`, `already_cancelled`, `decision_required`
 */
export async function requestCancel(
  deps: ServiceDeps,
  ctx: ServiceContext,
  saleId: string,
  body: unknown,
): Promise<CancelRequest> {
  authorise(ctx, 'sales:cancel');
  const [sale] = await inCompany(deps.orm, ctx.companyId, (tx) =>
    tx.sql<{ workflow_id: string; status: SaleStatus; version: number; document_id: string | null }>(
      'select workflow_id, status, version, document_id from sale where company_id = $1 and id = $2',
      [tx.companyId, saleId],
    ),
  );
  if (!sale) throw notFound();
  const { reason } = parseInput(CancelSaleInput, body);
  if (sale.status === 'cancelled') throw conflict('already_cancelled', 'La venta ya está anulada.');
  if (sale.status === 'needs_attention')
    throw conflict('decision_required', 'La venta espera una decisión: use una de sus opciones.');
  if (sale.document_id !== null) throw alreadyIssued();
  return { workflowId: sale.workflow_id, status: sale.status, version: sale.version, reason, by: deciderOf(ctx) };
}
