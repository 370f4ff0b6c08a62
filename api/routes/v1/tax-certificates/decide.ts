import type { ServiceContext } from '../../../../services/context.ts';
import { echoCertificate } from '../../../../services/certificates/read-certificates.ts';
import {
  CertificateDecisionInput,
  type CertificateDecisionRequest,
  requestCertificateDecision,
} from '../../../../services/certificates/request-certificate-decision.ts';
import { requireCertificate } from '../../../../services/certificates/require-certificate.ts';
import { notAvailable } from '../../../../services/sales/request-decision.ts';
import { RESTING, type SaleState } from '../../../../services/sales/wait-for-sale.ts';
import { certificateWorkflowId, DECIDE } from '../../../../workflows/certificate-to-cdr/contract.ts';
import { type Answer, accepted } from '../../../answer.ts';
import type { AppDeps } from '../../../deps.ts';
import { idParams } from '../../../schemas.ts';
import { defineRoute } from '../../define.ts';
import { checkAccepted, messageKey, wasCarriedOut } from '../sales/message-result.ts';
import { type Kind, kindOf } from './kinds.ts';
import { TaxCertificate } from './schema.ts';

/** A rebuild or retry makes the certificate `issued` at once, which is not yet what it leads to; a reissue leads there. */
function reached(decision: string, before: number): (certificate: SaleState) => boolean {
  const passing = decision === 'rebuild' || decision === 'retry';
  return ({ status, version }) => RESTING.includes(status) && version > before && !(passing && status === 'issued');
}

async function showDecided(deps: AppDeps, ctx: ServiceContext, certificateId: string): Promise<Answer> {
  const as = { as: 'tax_certificates:decide', clear: false } as const;
  const shown = await echoCertificate(deps.services, ctx, certificateId, as);
  return accepted(shown, `${kindOf(shown.type).path}/${certificateId}`);
}

interface Refused {
  readonly key: string;
  readonly error: unknown;
}

/** The certificate, where a decision was refused only because it was carried out and its answer lost. @throws the refusal */
export async function decidedCertificate(
  deps: AppDeps,
  ctx: ServiceContext,
  certificateId: string,
  { key, error }: Refused,
): Promise<Answer> {
  const workflowId = certificateWorkflowId(ctx.companyId, certificateId);
  if (await wasCarriedOut(deps.certificates, workflowId, DECIDE, { key, error }))
    return showDecided(deps, ctx, certificateId);
  throw error;
}

/** Puts a decision about a certificate to its process and answers the certificate. */
export async function decideCertificate(
  deps: AppDeps,
  ctx: ServiceContext,
  certificateId: string,
  { body, wait, key }: { readonly body: unknown; readonly wait: number; readonly key: string },
): Promise<Answer> {
  let request: CertificateDecisionRequest;
  try {
    request = await requestCertificateDecision(deps.services, ctx, certificateId, body);
  } catch (error) {
    return decidedCertificate(deps, ctx, certificateId, { key, error });
  }
  const { workflowId, decision, reason, by, version, changes } = request;
  const message = { decision, reason, by, ...(changes && { certificate: changes }) };
  const result = await deps.certificates.decide(workflowId, message, key);
  if (!result) throw notAvailable();
  checkAccepted(result);
  await deps.certificates.waitFor(ctx.companyId, certificateId, wait, reached(decision, version));
  return showDecided(deps, ctx, certificateId);
}

export const decideCertificateRoute = ({ type, path, tag, name }: Kind) =>
  defineRoute({
    method: 'post',
    path: `${path}/{id}/decisions`,
    tag,
    summary: `Decide about a ${name} that waits`,
    description:
      'One of the options of its attention. `reissue` (new number) and `rebuild` (same number) take `changes`: what was told wrongly.',
    permission: 'tax_certificates:decide',
    wait: true,
    params: idParams,
    exists: ({ deps, ctx, params }) => requireCertificate(deps.services, ctx, type, params.id),
    body: CertificateDecisionInput,
    answers: { 202: { description: 'The certificate, on its way again.', schema: TaxCertificate } },
    handler: ({ deps, ctx, params, body, wait, header }) =>
      decideCertificate(deps, ctx, params.id, { body, wait, key: messageKey(header, body) }),
  });
