import { inCompany } from '../../db/tx.ts';
import { notFound } from '../../domain/errors.ts';
import { z } from 'zod';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { line } from '../fields.ts';
import { parseInput } from '../input.ts';
import { deciderOf } from '../sales/decided-by.ts';
import { cancelCertificate, inForce } from './cancel-certificate.ts';

export const CancelCertificateInput = z.strictObject({ reason: line(500, 3) });

export type CertificateCancel =
  | { readonly state: 'cancelled' }
  /** It waits for a person: cancelling is one of the decisions its process takes. */
  | { readonly state: 'decide'; readonly reason: string };

/**
 * Cancels a certificate that was not issued yet; its process finds it so.
 * @throws HubError 404, 422, 409 `already_issued` naming the act that is left
 */
export async function requestCertificateCancel(
  deps: ServiceDeps,
  ctx: ServiceContext,
  certificateId: string,
  body: unknown,
): Promise<CertificateCancel> {
  authorise(ctx, 'tax_certificates:decide');
  const [row] = await inCompany(deps.orm, ctx.companyId, (tx) =>
    tx.sql<{ status: string }>('select status from tax_certificate where company_id = $1 and id = $2', [
      tx.companyId,
      certificateId,
    ]),
  );
  if (!row) throw notFound();
  const { reason } = parseInput(CancelCertificateInput, body);
  if (row.status === 'needs_attention') return { state: 'decide', reason };
  if (row.status !== 'received' && row.status !== 'cancelled') throw inForce();
  await cancelCertificate(deps, ctx, { certificateId, reason, by: deciderOf(ctx) });
  return { state: 'cancelled' };
}
