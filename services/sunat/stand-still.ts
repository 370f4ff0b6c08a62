import { inCompany } from '../../db/tx.ts';
import { openAttention } from '../attention/open-attention.ts';
import type { ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { type DocumentOwner, namesOwner } from './owner.ts';

export interface StandStillInput {
  readonly owner: DocumentOwner;
  /** Stable code of the attention entry. */
  readonly code: string;
  /** The step that could not be done. */
  readonly step:
    | 'release_stock'
    | 'reverse_payment'
    | 'reissue'
    | 'amended'
    | 'issue_note'
    | 'issue_despatch'
    | 'issue_certificate';
  readonly options: readonly string[];
}

const DETAILS: Readonly<Record<StandStillInput['step'], string>> = {
  release_stock: 'No se pudo liberar el stock reservado de una venta cancelada.',
  reverse_payment: 'No se pudo revertir el pago de una venta cancelada.',
  amended: 'El comprobante que la nota modifica no tiene efecto en SUNAT: la nota no se emite.',
  issue_note: 'No se pudo emitir la nota: corrija la configuración e inténtelo de nuevo.',
  issue_despatch: 'No se pudo emitir la guía: corrija la configuración e inténtelo de nuevo.',
  issue_certificate:
    'No se pudo emitir el comprobante de retención o percepción: corrija la configuración e inténtelo de nuevo, o cancélelo si sus pagos son de un mes anterior.',
  reissue: 'No se pudo emitir el nuevo comprobante: corrija los datos o la configuración e inténtelo de nuevo.',
};

/** Stops a sale or a note for a person where a step of its process cannot be done. Run again it answers the same entry. */
export async function standStill(deps: ServiceDeps, ctx: ServiceContext, input: StandStillInput): Promise<void> {
  const { owner, code, step, options } = input;
  await inCompany(deps.orm, ctx.companyId, async (tx) => {
    const locked = await owner.lock(tx);
    await openAttention(tx, ctx, {
      kind: owner.kind,
      severity: 'critical',
      code,
      detail: DETAILS[step],
      subjectId: owner.id,
      ...namesOwner(owner),
      ...(locked.document_id ? { documentId: locked.document_id } : {}),
      options,
    });
    if (locked.status !== 'needs_attention') await owner.setStatus(tx, 'needs_attention');
  });
  deps.saleChanged();
  deps.wakeRelay();
}
