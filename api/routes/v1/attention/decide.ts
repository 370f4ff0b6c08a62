import { requireRow } from '../../../../services/require-row.ts';
import { z } from 'zod';
import { decideAttention } from '../../../../services/attention/decide-attention.ts';
import { DecisionInput } from '../../../../services/sales/decision-input.ts';
import { accepted } from '../../../answer.ts';
import { idParams } from '../../../schemas.ts';
import { defineRoute } from '../../define.ts';
import { messageKey } from '../sales/message-result.ts';
import { decideSale } from '../sales/decide.ts';
import { Sale } from '../sales/schema.ts';
import { Attention } from './schema.ts';

export const decideAttentionRoute = defineRoute({
  method: 'post',
  path: '/api/v1/attention/{id}/decisions',
  tag: 'attention',
  summary: 'Decide about what waits',
  description: 'An entry about a sale answers the sale; `retry` on the company entry lets documents go to SUNAT again.',
  permission: 'attention:decide',
  wait: true,
  params: idParams,
  exists: ({ deps, ctx, params }) => requireRow(deps.services, ctx, 'attention', params.id),
  body: DecisionInput,
  answers: { 202: { description: 'The sale, or the closed entry.', schema: z.union([Sale, Attention]) } },
  async handler({ deps, ctx, params, body, wait, header }) {
    const decided = await decideAttention(deps.services, ctx, params.id, body);
    if (decided.about === 'sale') {
      const key = messageKey(header, body);
      return decideSale(deps, ctx, decided.saleId, { body, wait, key });
    }
    return accepted(decided.entry, `/api/v1/attention?status=closed`);
  },
});
