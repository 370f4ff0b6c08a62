import { z } from 'zod';
import { listCertificateEvents } from '../../../../services/certificates/list-certificate-events.ts';
import { getCertificate, listCertificates } from '../../../../services/certificates/read-certificates.ts';
import { requireCertificate } from '../../../../services/certificates/require-certificate.ts';
import { periodQuery } from '../../../../services/period.ts';
import { NOTE_STATUSES } from '../../../../services/sales/statuses.ts';
import { ok } from '../../../answer.ts';
import { listAnswer, pageOf, pageQuery } from '../../../paging.ts';
import { idParams, listOf } from '../../../schemas.ts';
import { defineRoute } from '../../define.ts';
import { SaleEvent } from '../sales/schema.ts';
import type { Kind } from './kinds.ts';
import { TaxCertificate } from './schema.ts';

export const listCertificatesRoute = ({ type, path, tag, name, scope }: Kind) =>
  defineRoute({
    method: 'get',
    path,
    tag,
    summary: `List ${name.replace('comprobante', 'comprobantes')}`,
    permission: 'tax_certificates:read',
    reveal: true,
    query: z.object({ ...pageQuery, ...periodQuery, status: z.enum(NOTE_STATUSES).optional() }),
    answers: { 200: { description: 'Newest first.', schema: listOf(TaxCertificate) } },
    async handler(call) {
      const filter = { ...call.query, type };
      const page = await listCertificates(call.deps.services, call.ctx, filter, pageOf(call, scope));
      return listAnswer(call, scope, page, (certificate) => certificate);
    },
  });

export const getCertificateRoute = ({ type, path, tag, name }: Kind) =>
  defineRoute({
    method: 'get',
    path: `${path}/{id}`,
    tag,
    summary: `Read a ${name}`,
    permission: 'tax_certificates:read',
    reveal: true,
    params: idParams,
    answers: { 200: { description: 'The certificate.', schema: TaxCertificate } },
    handler: async ({ deps, ctx, params }) => ok(await getCertificate(deps.services, ctx, type, params.id)),
  });

export const listCertificateEventsRoute = ({ type, path, tag, name, scope: list }: Kind) =>
  defineRoute({
    method: 'get',
    path: `${path}/{id}/events`,
    tag,
    summary: `What happened to a ${name}`,
    permission: 'tax_certificates:read',
    params: idParams,
    query: z.object(pageQuery),
    answers: { 200: { description: 'Newest first.', schema: listOf(SaleEvent) } },
    async handler(call) {
      const { deps, ctx, params } = call;
      const scope = `${list}-events/${params.id}`;
      await requireCertificate(deps.services, ctx, type, params.id);
      const page = await listCertificateEvents(deps.services, ctx, params.id, pageOf(call, scope));
      return listAnswer(call, scope, page, (event) => event);
    },
  });
