import { echoCertificate } from '../../../../services/certificates/read-certificates.ts';
import {
  CancelCertificateInput,
  requestCertificateCancel,
} from '../../../../services/certificates/request-certificate-cancel.ts';
import { requireCertificate } from '../../../../services/certificates/require-certificate.ts';
import { accepted } from '../../../answer.ts';
import { idParams } from '../../../schemas.ts';
import { defineRoute } from '../../define.ts';
import { messageKey } from '../sales/message-result.ts';
import { decideCertificate } from './decide.ts';
import type { Kind } from './kinds.ts';
import { TaxCertificate } from './schema.ts';

export const cancelCertificateRoute = ({ type, path, tag, name }: Kind) =>
  defineRoute({
    method: 'post',
    path: `${path}/{id}/cancel`,
    tag,
    summary: `Cancel a ${name} that is not in force`,
    description:
      'Before it is issued, or while it waits for a person. One that SUNAT accepted is reversed by voiding its document: 409 `already_issued`.',
    permission: 'tax_certificates:decide',
    wait: true,
    params: idParams,
    exists: ({ deps, ctx, params }) => requireCertificate(deps.services, ctx, type, params.id),
    body: CancelCertificateInput,
    answers: { 202: { description: 'The certificate.', schema: TaxCertificate } },
    async handler({ deps, ctx, params, body, wait, header }) {
      const result = await requestCertificateCancel(deps.services, ctx, params.id, body);
      if (result.state === 'decide') {
        const decision = { decision: 'cancel_certificate', reason: result.reason };
        return decideCertificate(deps, ctx, params.id, { body: decision, wait, key: messageKey(header, body) });
      }
      const as = { as: 'tax_certificates:decide', clear: false } as const;
      return accepted(await echoCertificate(deps.services, ctx, params.id, as), `${path}/${params.id}`);
    },
  });
