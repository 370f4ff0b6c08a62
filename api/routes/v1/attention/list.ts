import { z } from 'zod';
import { ATTENTION_KINDS } from '../../../../services/attention/kinds.ts';
import { listAttention } from '../../../../services/attention/read-attention.ts';
import { listAnswer, pageOf, pageQuery } from '../../../paging.ts';
import { listOf } from '../../../schemas.ts';
import { defineRoute } from '../../define.ts';
import { Attention } from './schema.ts';

export const listAttentionRoute = defineRoute({
  method: 'get',
  path: '/api/v1/attention',
  tag: 'attention',
  summary: 'Everything that waits for a person',
  permission: 'attention:read',
  query: z.object({
    ...pageQuery,
    kind: z.enum(ATTENTION_KINDS).optional(),
    severity: z.enum(['info', 'warning', 'critical']).optional(),
    status: z.enum(['open', 'closed']).default('open'),
  }),
  answers: { 200: { description: 'Newest first; the open ones unless asked otherwise.', schema: listOf(Attention) } },
  async handler(call) {
    const page = await listAttention(call.deps.services, call.ctx, call.query, pageOf(call, 'attention'));
    return listAnswer(call, 'attention', page, (entry) => entry);
  },
});
