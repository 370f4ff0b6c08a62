import { z } from 'zod';
import { listDespatchEvents } from '../../../../services/despatch/list-despatch-events.ts';
import { getDespatch, listDespatches } from '../../../../services/despatch/read-despatches.ts';
import { id } from '../../../../services/fields.ts';
import { periodQuery } from '../../../../services/period.ts';
import { NOTE_STATUSES } from '../../../../services/sales/statuses.ts';
import { ok } from '../../../answer.ts';
import { listAnswer, pageOf, pageQuery } from '../../../paging.ts';
import { idParams, listOf } from '../../../schemas.ts';
import { defineRoute } from '../../define.ts';
import { SaleEvent } from '../sales/schema.ts';
import { PATH } from './paths.ts';
import { DespatchAdvice } from './schema.ts';

export const listDespatchesRoute = defineRoute({
  method: 'get',
  path: PATH,
  tag: 'despatch advices',
  summary: 'List guías de remisión',
  permission: 'despatch_advices:read',
  reveal: true,
  query: z.object({
    ...pageQuery,
    ...periodQuery,
    status: z.enum(NOTE_STATUSES).optional(),
    type: z.enum(['09', '31']).optional(),
    sale_id: id.optional(),
  }),
  answers: { 200: { description: 'Newest first.', schema: listOf(DespatchAdvice) } },
  async handler(call) {
    const page = await listDespatches(call.deps.services, call.ctx, call.query, pageOf(call, 'despatch-advices'));
    return listAnswer(call, 'despatch-advices', page, (despatch) => despatch);
  },
});

export const getDespatchRoute = defineRoute({
  method: 'get',
  path: `${PATH}/{id}`,
  tag: 'despatch advices',
  summary: 'Read a guía de remisión',
  permission: 'despatch_advices:read',
  reveal: true,
  params: idParams,
  answers: { 200: { description: 'The guía.', schema: DespatchAdvice } },
  handler: async ({ deps, ctx, params }) => ok(await getDespatch(deps.services, ctx, params.id)),
});

export const listDespatchEventsRoute = defineRoute({
  method: 'get',
  path: `${PATH}/{id}/events`,
  tag: 'despatch advices',
  summary: 'What happened to a guía de remisión',
  permission: 'despatch_advices:read',
  params: idParams,
  query: z.object(pageQuery),
  answers: { 200: { description: 'Newest first.', schema: listOf(SaleEvent) } },
  async handler(call) {
    const scope = `despatch-events/${call.params.id}`;
    const page = await listDespatchEvents(call.deps.services, call.ctx, call.params.id, pageOf(call, scope));
    return listAnswer(call, scope, page, (event) => event);
  },
});
