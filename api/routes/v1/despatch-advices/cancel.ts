import { echoDespatch } from '../../../../services/despatch/read-despatches.ts';
import { CancelDespatchInput, requestDespatchCancel } from '../../../../services/despatch/request-despatch-cancel.ts';
import { requireRow } from '../../../../services/require-row.ts';
import { accepted } from '../../../answer.ts';
import { idParams } from '../../../schemas.ts';
import { defineRoute } from '../../define.ts';
import { messageKey } from '../sales/message-result.ts';
import { decideDespatch } from './decide.ts';
import { PATH } from './paths.ts';
import { DespatchAdvice } from './schema.ts';

export const cancelDespatchRoute = defineRoute({
  method: 'post',
  path: `${PATH}/{id}/cancel`,
  tag: 'despatch advices',
  summary: 'Cancel a guía that is not in force',
  description:
    'Before it is issued, or while it waits for a person. One that was issued is given up in SUNAT’s portal: 409 `already_issued`.',
  permission: 'despatch_advices:decide',
  wait: true,
  params: idParams,
  exists: ({ deps, ctx, params }) => requireRow(deps.services, ctx, 'despatch_advice', params.id),
  body: CancelDespatchInput,
  answers: { 202: { description: 'The guía.', schema: DespatchAdvice } },
  async handler({ deps, ctx, params, body, wait, header }) {
    const result = await requestDespatchCancel(deps.services, ctx, params.id, body);
    if (result.state === 'decide') {
      const decision = { decision: 'cancel_despatch', reason: result.reason };
      return decideDespatch(deps, ctx, params.id, { body: decision, wait, key: messageKey(header, body) });
    }
    const as = { as: 'despatch_advices:decide', clear: false } as const;
    return accepted(await echoDespatch(deps.services, ctx, params.id, as), `${PATH}/${params.id}`);
  },
});
