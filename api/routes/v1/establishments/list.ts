import { z } from 'zod';
import { showEstablishment } from '../../../../services/establishments/establishment.ts';
import { listEstablishments } from '../../../../services/establishments/read-establishments.ts';
import { listAnswer, pageOf, pageQuery } from '../../../paging.ts';
import { listOf } from '../../../schemas.ts';
import { defineRoute } from '../../define.ts';
import { Establishment } from './schema.ts';

export const listEstablishmentsRoute = defineRoute({
  method: 'get',
  path: '/api/v1/establishments',
  tag: 'company',
  summary: 'List establishments',
  permission: 'establishments:read',
  query: z.object({ ...pageQuery }),
  answers: { 200: { description: 'Newest first.', schema: listOf(Establishment) } },
  async handler(call) {
    const page = await listEstablishments(call.deps.services, call.ctx, pageOf(call, 'establishments'));
    return listAnswer(call, 'establishments', page, showEstablishment);
  },
});
