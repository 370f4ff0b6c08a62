import { CertificateInput } from '../../../../services/certificates/certificate-input.ts';
import { createCertificate } from '../../../../services/certificates/create-certificate.ts';
import { echoCertificate } from '../../../../services/certificates/read-certificates.ts';
import { RESTING } from '../../../../services/sales/wait-for-sale.ts';
import { accepted } from '../../../answer.ts';
import { defineRoute } from '../../define.ts';
import type { Kind } from './kinds.ts';
import { TaxCertificate } from './schema.ts';

const AS_MAKER = { as: 'tax_certificates:create', clear: true } as const;

export const createCertificateRoute = ({ type, path, tag, name }: Kind) =>
  defineRoute({
    method: 'post',
    path,
    tag,
    summary: `Issue a ${name}`,
    description:
      'Reckons what is retained or perceived of each payment, takes the certificate on and starts its process. `Prefer: wait=N` holds the answer until it is issued.',
    permission: 'tax_certificates:create',
    wait: true,
    body: CertificateInput,
    answers: { 202: { description: 'The certificate; its GET tells where it stands.', schema: TaxCertificate } },
    async handler({ deps, ctx, body, wait }) {
      const { certificateId, outboxId } = await createCertificate(deps.services, ctx, type, body);
      const { companyId, requestId } = ctx;
      await deps.certificates.start({ companyId, certificateId, requestId, outboxId });
      await deps.certificates.waitFor(companyId, certificateId, wait, ({ status }) => RESTING.includes(status));
      return accepted(await echoCertificate(deps.services, ctx, certificateId, AS_MAKER), `${path}/${certificateId}`);
    },
    async rebuild({ deps, ctx }, id) {
      return accepted(await echoCertificate(deps.services, ctx, id, { ...AS_MAKER, clear: false }), `${path}/${id}`);
    },
  });
