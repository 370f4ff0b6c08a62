import { SetCertificate, setCertificate } from '../../../../services/company/set-certificate.ts';
import { ok } from '../../../answer.ts';
import { defineRoute } from '../../define.ts';
import { Certificate } from './schema.ts';

export const setCertificateRoute = defineRoute({
  method: 'put',
  path: '/api/v1/company/certificate',
  tag: 'company',
  summary: 'Set the signing certificate (PFX)',
  permission: 'company:write',
  body: SetCertificate,
  answers: { 200: { description: 'What the certificate says of itself.', schema: Certificate } },
  handler: async ({ deps, ctx, body }) => ok(await setCertificate(deps.services, ctx, body)),
});
