import { conflict } from '../../domain/errors.ts';
import { closeOwnerAttention } from '../attention/close-attention.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { change } from '../change.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { asDecider, type DecidedBy } from '../sales/decided-by.ts';
import { requireWithoutEffect } from '../sales/document-in-force.ts';
import { writeCertificateEvent } from './certificate-event.ts';
import { lockCertificate } from './lock-certificate.ts';

export interface CertificateDecision {
  readonly certificateId: string;
  readonly reason: string;
  readonly by: DecidedBy;
}

/**
 * Ends a certificate: before its issue at anybody's wish, afterwards by a person's `cancel_certificate` where its document
 * has no effect at SUNAT. One in force is reversed at SUNAT (RR). Run again it changes nothing.
 * @throws HubError 409 `already_issued` (before any decision was asked for), `document_in_force`
 */
export async function cancelCertificate(
  deps: ServiceDeps,
  ctx: ServiceContext,
  input: CertificateDecision,
): Promise<void> {
  authorise(ctx, 'tax_certificates:decide');
  const { certificateId, reason, by } = input;
  await change(deps, ctx, async (tx, cipher) => {
    const row = await lockCertificate(tx, certificateId);
    if (row.status === 'cancelled') return;
    if (row.document_id !== null && row.status !== 'needs_attention') throw inForce();
    const code =
      row.document_id === null ? 'not_issued' : `document_${await requireWithoutEffect(tx, row.document_id)}`;
    await writeAudit(tx, asDecider(ctx, by), cipher, {
      ...{ action: 'certificate.cancel', entity: 'tax_certificate', entityId: certificateId, reason },
      before: { status: row.status, why: code },
      after: { status: 'cancelled' },
    });
    await closeOwnerAttention(
      tx,
      { kind: 'certificate', id: certificateId },
      { decision: 'cancel_certificate', reason, by },
    );
    await tx.run(
      `update tax_certificate set status = 'cancelled', cancellation = $3, updated_at = now(), version = version + 1
        where company_id = $1 and id = $2`,
      [tx.companyId, certificateId, JSON.stringify({ code, reason })],
    );
    await writeCertificateEvent(tx, certificateId, 'cancelled', { code });
  });
  deps.saleChanged();
}

export const inForce = () =>
  conflict('already_issued', 'El comprobante ya está emitido: en SUNAT se revierte, anulando su documento.');
