import { createEstablishment } from '../../../../services/establishments/create-establishment.ts';
import {
  type EstablishmentRow,
  CreateEstablishment,
  showEstablishment,
} from '../../../../services/establishments/establishment.ts';
import { getEstablishment } from '../../../../services/establishments/read-establishments.ts';
import { type Answer, created } from '../../../answer.ts';
import { defineRoute } from '../../define.ts';
import { Establishment } from './schema.ts';

const answer = (row: EstablishmentRow): Answer =>
  created(showEstablishment(row), `/api/v1/establishments/${row.id}`, row.version);

export const createEstablishmentRoute = defineRoute({
  method: 'post',
  path: '/api/v1/establishments',
  tag: 'company',
  summary: 'Add a place of business',
  permission: 'establishments:write',
  body: CreateEstablishment,
  answers: { 201: { description: 'The place of business.', schema: Establishment } },
  handler: async ({ deps, ctx, body }) => answer(await createEstablishment(deps.services, ctx, body)),
  rebuild: async ({ deps, ctx }, id) => answer(await getEstablishment(deps.services, ctx, id)),
});
