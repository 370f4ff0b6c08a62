import { requireRow } from '../../../../services/require-row.ts';
import { z } from 'zod';
import { decideAttention } from '../../../../services/attention/decide-attention.ts';
import { type AttentionView, getAttention } from '../../../../services/attention/read-attention.ts';
import { DecisionInput } from '../../../../services/sales/decision-input.ts';
import { type Answer, accepted } from '../../../answer.ts';
import { idParams } from '../../../schemas.ts';
import { defineRoute } from '../../define.ts';
import { decideCertificate, decidedCertificate } from '../tax-certificates/decide.ts';
import { TaxCertificate } from '../tax-certificates/schema.ts';
import { decidedDespatch, decideDespatch } from '../despatch-advices/decide.ts';
import { DespatchAdvice } from '../despatch-advices/schema.ts';
import { decideVoid } from '../documents/decide-void.ts';
import { DocumentVoid } from '../documents/void-schema.ts';
import { decidedNote, decideNote } from '../notes/decide.ts';
import { Note } from '../notes/schema.ts';
import { messageKey } from '../sales/message-result.ts';
import { decidedSale, decideSale } from '../sales/decide.ts';
import { Sale } from '../sales/schema.ts';
import { Attention } from './schema.ts';

const closed = (entry: AttentionView): Answer => accepted(entry, '/api/v1/attention?status=closed');

export const decideAttentionRoute = defineRoute({
  method: 'post',
  path: '/api/v1/attention/{id}/decisions',
  tag: 'attention',
  summary: 'Decide about what waits',
  description:
    'An entry about a sale or a note answers it, to who may also decide there; `retry` on the company entry lets documents go to SUNAT again.',
  permission: 'attention:decide',
  wait: true,
  params: idParams,
  exists: ({ deps, ctx, params }) => requireRow(deps.services, ctx, 'attention', params.id),
  body: DecisionInput,
  answers: {
    202: {
      description: 'What it was about: the sale, note, guía, certificate or voiding, or the closed entry.',
      schema: z.union([Sale, Note, DespatchAdvice, TaxCertificate, DocumentVoid, Attention]),
    },
  },
  async handler({ deps, ctx, params, body, wait, header }) {
    const decided = await decideAttention(deps.services, ctx, params.id, body);
    if (decided.about === 'done') return closed(decided.entry);
    const key = messageKey(header, body);
    switch (decided.about) {
      case 'sale':
        return decideSale(deps, ctx, decided.saleId, { body, wait, key });
      case 'closed_sale':
        return decidedSale(deps, ctx, decided.saleId, { key, error: decided.refusal });
      case 'note':
        return decideNote(deps, ctx, decided.noteId, { body, wait, key });
      case 'void':
        return decideVoid(deps, ctx, decided.voidId, { body, wait, key });
      case 'despatch':
        return decideDespatch(deps, ctx, decided.despatchId, { body, wait, key });
      case 'closed_despatch':
        return decidedDespatch(deps, ctx, decided.despatchId, { key, error: decided.refusal });
      case 'certificate':
        return decideCertificate(deps, ctx, decided.certificateId, { body, wait, key });
      case 'closed_certificate':
        return decidedCertificate(deps, ctx, decided.certificateId, { key, error: decided.refusal });
      case 'closed_note':
        return decidedNote(deps, ctx, decided.noteId, { key, error: decided.refusal });
    }
  },
  // Only a decision that is carried out at once binds its entry; the process of a sale or a note knows its own messages.
  rebuild: async ({ deps, ctx }, id) => closed(await getAttention(deps.services, ctx, id, 'attention:decide')),
});
