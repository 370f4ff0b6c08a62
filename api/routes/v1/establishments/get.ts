import { showEstablishment } from '../../../../services/establishments/establishment.ts';
import { getEstablishment } from '../../../../services/establishments/read-establishments.ts';
import { ok } from '../../../answer.ts';
import { idParams } from '../../../schemas.ts';
import { defineRoute } from '../../define.ts';
import { Establishment } from './schema.ts';

export const getEstablishmentRoute = defineRoute({
  method: 'get',
  path: '/api/v1/establishments/{id}',
  tag: 'company',
  summary: 'Read a place of business',
  permission: 'establishments:read',
  params: idParams,
  answers: { 200: { description: 'The place of business.', schema: Establishment } },
  async handler({ deps, ctx, params }) {
    const row = await getEstablishment(deps.services, ctx, params.id);
    return ok(showEstablishment(row), { version: row.version });
  },
});
