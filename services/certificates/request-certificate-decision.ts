import { z } from 'zod';
import { inCompany } from '../../db/tx.ts';
import { invalid, notFound } from '../../domain/errors.ts';
import type { CertificateChanges } from '../../domain/fiscal/certificates/changes.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { line } from '../fields.ts';
import { parseInput } from '../input.ts';
import { type DecidedBy, deciderOf } from '../sales/decided-by.ts';
import { notAvailable } from '../sales/request-decision.ts';
import { ToldCertificate } from './certificate-input.ts';
import { toldCertificate } from './told-certificate.ts';

const DECISIONS = ['reissue', 'rebuild', 'cancel_certificate', 'retry', 'accept_as_is'] as const;
type CertificateDecisionKind = (typeof DECISIONS)[number];

/** The body of a decision about a certificate. */
export const CertificateDecisionInput = z.strictObject({
  decision: z.enum(DECISIONS),
  reason: line(500, 3),
  changes: ToldCertificate.optional().describe('For `reissue` and `rebuild`: what was told wrongly.'),
});

/** A decision that may be put to the process. */
export interface CertificateDecisionRequest {
  readonly workflowId: string;
  /** Of the certificate before the decision: what comes after it counts as its effect. */
  readonly version: number;
  readonly decision: CertificateDecisionKind;
  readonly reason: string;
  readonly changes?: CertificateChanges;
  readonly by: DecidedBy;
}

interface Waiting {
  readonly workflow_id: string;
  readonly version: number;
  readonly options: readonly string[] | null;
}

/**
 * Checks a decision about a certificate before the process is asked, which decides. `reissue` and `rebuild` may correct
 * what was told of receiver, regime and documents.
 * @throws HubError 404, 422, 409 `decision_not_available` when the certificate does not wait for it
 */
export async function requestCertificateDecision(
  deps: ServiceDeps,
  ctx: ServiceContext,
  certificateId: string,
  body: unknown,
): Promise<CertificateDecisionRequest> {
  authorise(ctx, 'tax_certificates:decide');
  const [row] = await inCompany(deps.orm, ctx.companyId, (tx) =>
    tx.sql<Waiting>(
      `select workflow_id, version,
              (select array_agg(o) from attention a, unnest(a.options) o
                where a.company_id = tax_certificate.company_id and a.certificate_id = tax_certificate.id
                  and a.closed_at is null) as options
         from tax_certificate where company_id = $1 and id = $2`,
      [tx.companyId, certificateId],
    ),
  );
  if (!row) throw notFound();
  const { decision, reason, changes: told } = parseInput(CertificateDecisionInput, body);
  if (told !== undefined && decision !== 'reissue' && decision !== 'rebuild') {
    const detail = 'Solo una reemisión o un archivo rehecho llevan cambios.';
    throw invalid([{ pointer: '/changes', code: 'changes_not_allowed', detail }]);
  }
  const { workflow_id: workflowId, version, options } = row;
  if (!options?.includes(decision)) throw notAvailable(options);
  const changes = told && toldCertificate(told);
  return { workflowId, version, decision, reason, by: deciderOf(ctx), ...(changes && { changes }) };
}
