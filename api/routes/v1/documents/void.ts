import type { ServiceContext } from '../../../../services/context.ts';
import { requireRow } from '../../../../services/require-row.ts';
import { RESTING, RESTING_VOID } from '../../../../services/sales/wait-for-sale.ts';
import { getVoid } from '../../../../services/voids/read-voids.ts';
import { type RequestedVoid, requestVoid, VoidInput } from '../../../../services/voids/request-void.ts';
import type { VoidView } from '../../../../services/voids/void-view.ts';
import { type Answer, accepted } from '../../../answer.ts';
import type { AppDeps } from '../../../deps.ts';
import { idParams } from '../../../schemas.ts';
import { defineRoute } from '../../define.ts';
import { DocumentVoid } from './void-schema.ts';

/** The act, and where it is read on: a credit note is a resource of its own. */
export const voidAnswer = (view: VoidView): Answer =>
  accepted(
    view,
    view.act === 'credit_note' ? `/api/v1/credit-notes/${view.note_id}` : `/api/v1/documents/${view.document_id}/void`,
  );

/** Starts the process of what was committed; what Temporal does not take now the relay starts. Holds on until it rests. */
async function start(
  deps: AppDeps,
  { companyId, requestId }: ServiceContext,
  requested: RequestedVoid,
  wait: number,
): Promise<string> {
  const { outboxId } = requested;
  if (requested.act === 'credit_note') {
    const { noteId } = requested;
    await deps.notes.start({ companyId, noteId, requestId, outboxId });
    await deps.notes.waitFor(companyId, noteId, wait, ({ status }) => RESTING.includes(status));
    return noteId;
  }
  const { documentId, voidId } = requested;
  await deps.voids.start({ companyId, documentId, requestId, outboxId });
  await deps.voids.waitFor(companyId, voidId, wait, ({ status }) => RESTING_VOID.includes(status));
  return voidId;
}

export const voidDocumentRoute = defineRoute({
  method: 'post',
  path: '/api/v1/documents/{id}/void',
  tag: 'documents',
  summary: 'Take a document back',
  description:
    'By the legal act that fits (`GET /documents/{id}/void-options` tells it before): a credit note over what the buyer ' +
    'has or what is older than seven days, else an RA (facturas and their notes) or a daily summary (boletas and theirs); of a certificate of retention or ' +
    'perception its reversal (RR). `Prefer: wait=N` holds the answer until the act is done or waits for a person.',
  permission: 'documents:void',
  wait: true,
  params: idParams,
  exists: ({ deps, ctx, params }) => requireRow(deps.services, ctx, 'fiscal_document', params.id),
  body: VoidInput,
  answers: { 202: { description: 'The act that was begun.', schema: DocumentVoid } },
  async handler({ deps, ctx, params, body, wait }) {
    const id = await start(deps, ctx, await requestVoid(deps.services, ctx, params.id, body), wait);
    return voidAnswer(await getVoid(deps.services, ctx, id));
  },
  rebuild: async ({ deps, ctx }, id) => voidAnswer(await getVoid(deps.services, ctx, id)),
});
