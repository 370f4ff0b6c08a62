import { createDespatch } from '../../../../services/despatch/create-despatch.ts';
import { DespatchInput } from '../../../../services/despatch/despatch-input.ts';
import { echoDespatch } from '../../../../services/despatch/read-despatches.ts';
import { RESTING } from '../../../../services/sales/wait-for-sale.ts';
import { accepted } from '../../../answer.ts';
import { defineRoute } from '../../define.ts';
import { PATH } from './paths.ts';
import { DespatchAdvice } from './schema.ts';

const AS_MAKER = { as: 'despatch_advices:create', clear: true } as const;

export const createDespatchRoute = defineRoute({
  method: 'post',
  path: PATH,
  tag: 'despatch advices',
  summary: 'Issue a guía de remisión',
  description:
    'Of the sender (09) or the carrier (31), from a sale or on its own. Takes it on and starts its process; goods may move once its document is accepted. `Prefer: wait=N` holds the answer until it is issued.',
  permission: 'despatch_advices:create',
  wait: true,
  body: DespatchInput,
  answers: { 202: { description: 'The guía; its GET tells where it stands.', schema: DespatchAdvice } },
  async handler({ deps, ctx, body, wait }) {
    const { despatchId, outboxId } = await createDespatch(deps.services, ctx, body);
    const { companyId, requestId } = ctx;
    await deps.despatches.start({ companyId, despatchId, requestId, outboxId });
    await deps.despatches.waitFor(companyId, despatchId, wait, ({ status }) => RESTING.includes(status));
    return accepted(await echoDespatch(deps.services, ctx, despatchId, AS_MAKER), `${PATH}/${despatchId}`);
  },
  async rebuild({ deps, ctx }, id) {
    return accepted(await echoDespatch(deps.services, ctx, id, { ...AS_MAKER, clear: false }), `${PATH}/${id}`);
  },
});
