import { z } from 'zod';
import { readVoidOptions } from '../../../../services/voids/read-options.ts';
import { ok } from '../../../answer.ts';
import { idParams, queryFlag } from '../../../schemas.ts';
import { defineRoute } from '../../define.ts';
import { VoidOptions } from './void-schema.ts';

export const getVoidOptionsRoute = defineRoute({
  method: 'get',
  path: '/api/v1/documents/{id}/void-options',
  tag: 'documents',
  summary: 'By which legal acts a document can be taken back',
  description: 'By its type, age and state, its notes, and whether the buyer has it.',
  permission: 'documents:read',
  params: idParams,
  query: z.object({
    delivered_to_buyer: queryFlag
      .optional()
      .describe("Whether the buyer has it; taken as true for a sale of the shop's own counter."),
  }),
  answers: { 200: { description: 'Every act, and the one to take.', schema: VoidOptions } },
  handler: async ({ deps, ctx, params, query }) =>
    ok(await readVoidOptions(deps.services, ctx, params.id, query.delivered_to_buyer)),
});
