import { inCompany } from '../../db/tx.ts';
import { openAttention } from '../attention/open-attention.ts';
import type { ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { lockSale, setSaleStatus } from '../sales/lock-sale.ts';

export interface StandStillInput {
  readonly saleId: string;
  /** Stable code of the attention entry. */
  readonly code: string;
  /** The step that could not be done. */
  readonly step: 'release_stock' | 'reverse_payment' | 'reissue';
  readonly options: readonly string[];
}

const DETAILS: Readonly<Record<StandStillInput['step'], string>> = {
  release_stock: 'No se pudo liberar el stock reservado de una venta cancelada.',
  reverse_payment: 'No se pudo revertir el pago de una venta cancelada.',
  reissue: 'No se pudo emitir el nuevo comprobante: corrija los datos o la configuración e inténtelo de nuevo.',
};

/** Stops a sale for a person where a step of its process cannot be done. Run again it answers the same entry. */
export async function standStill(deps: ServiceDeps, ctx: ServiceContext, input: StandStillInput): Promise<void> {
  const { saleId, code, step, options } = input;
  await inCompany(deps.orm, ctx.companyId, async (tx) => {
    const sale = await lockSale(tx, saleId);
    await openAttention(tx, ctx, {
      kind: 'sale',
      severity: 'critical',
      code,
      detail: DETAILS[step],
      subjectId: saleId,
      saleId,
      ...(sale.document_id ? { documentId: sale.document_id } : {}),
      options,
    });
    if (sale.status !== 'needs_attention') await setSaleStatus(tx, saleId, 'needs_attention');
  });
  deps.saleChanged();
  deps.wakeRelay();
}
