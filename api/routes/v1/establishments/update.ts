import { UpdateEstablishment, showEstablishment } from '../../../../services/establishments/establishment.ts';
import { getEstablishment } from '../../../../services/establishments/read-establishments.ts';
import { updateEstablishment } from '../../../../services/establishments/update-establishment.ts';
import { ok } from '../../../answer.ts';
import { idParams } from '../../../schemas.ts';
import { defineRoute } from '../../define.ts';
import { Establishment } from './schema.ts';

export const updateEstablishmentRoute = defineRoute({
  method: 'patch',
  path: '/api/v1/establishments/{id}',
  tag: 'company',
  summary: 'Change a place of business',
  permission: 'establishments:write',
  params: idParams,
  body: UpdateEstablishment,
  answers: { 200: { description: 'The place of business.', schema: Establishment } },
  target: ({ deps, ctx, params }) => getEstablishment(deps.services, ctx, params.id),
  async handler({ deps, ctx, params, version, body }) {
    const row = await updateEstablishment(deps.services, ctx, { id: params.id, version }, body);
    return ok(showEstablishment(row), { version: row.version });
  },
});
