import type { ServiceContext } from '../../../../services/context.ts';
import { readAnyNote } from '../../../../services/notes/read-notes.ts';
import { type NoteDecisionRequest, requestNoteDecision } from '../../../../services/notes/request-note-decision.ts';
import { requireRow } from '../../../../services/require-row.ts';
import { DecisionInput } from '../../../../services/sales/decision-input.ts';
import { notAvailable } from '../../../../services/sales/request-decision.ts';
import { RESTING, type SaleState } from '../../../../services/sales/wait-for-sale.ts';
import { DECIDE, noteWorkflowId } from '../../../../workflows/note-to-cdr/contract.ts';
import { type Answer, accepted } from '../../../answer.ts';
import type { AppDeps } from '../../../deps.ts';
import { idParams } from '../../../schemas.ts';
import { defineRoute, type Route } from '../../define.ts';
import { checkAccepted, messageKey, wasCarriedOut } from '../sales/message-result.ts';
import { noteLocation, type NotePath } from './paths.ts';
import { Note } from './schema.ts';

/** A rebuild or retry makes the note `issued` at once, which is not yet what it leads to; a reissue leads there. */
function reached(decision: string, before: number): (note: SaleState) => boolean {
  const passing = decision === 'rebuild' || decision === 'retry';
  return ({ status, version }) => RESTING.includes(status) && version > before && !(passing && status === 'issued');
}

async function showDecided(deps: AppDeps, ctx: ServiceContext, noteId: string): Promise<Answer> {
  const reader: ServiceContext = { ...ctx, permissions: new Set(['notes:read']) };
  const { kind, ...note } = await readAnyNote(deps.services, reader, noteId);
  return accepted(note, noteLocation(kind, noteId));
}

interface Refused {
  readonly key: string;
  readonly error: unknown;
}

/** The note, where a decision was refused only because it was carried out and its answer lost. @throws the refusal */
export async function decidedNote(
  deps: AppDeps,
  ctx: ServiceContext,
  noteId: string,
  { key, error }: Refused,
): Promise<Answer> {
  if (await wasCarriedOut(deps.notes, noteWorkflowId(ctx.companyId, noteId), DECIDE, { key, error }))
    return showDecided(deps, ctx, noteId);
  throw error;
}

/** Puts a decision about a note to its process and answers the note. */
export async function decideNote(
  deps: AppDeps,
  ctx: ServiceContext,
  noteId: string,
  { body, wait, key }: { readonly body: unknown; readonly wait: number; readonly key: string },
): Promise<Answer> {
  let request: NoteDecisionRequest;
  try {
    request = await requestNoteDecision(deps.services, ctx, noteId, body);
  } catch (error) {
    return decidedNote(deps, ctx, noteId, { key, error });
  }
  const { workflowId, decision, reason, by, version } = request;
  const result = await deps.notes.decide(workflowId, { decision, reason, by }, key);
  if (!result) throw notAvailable();
  checkAccepted(result);
  await deps.notes.waitFor(ctx.companyId, noteId, wait, reached(decision, version));
  return showDecided(deps, ctx, noteId);
}

export const decideNoteRoute = ({ path, name }: NotePath): Route =>
  defineRoute({
    method: 'post',
    path: `${path}/{id}/decisions`,
    tag: 'notes',
    summary: `Decide about a ${name} that waits`,
    description: 'One of the options of its attention. A note is reissued as it is, under a new number.',
    permission: 'notes:decide',
    wait: true,
    params: idParams,
    exists: ({ deps, ctx, params }) => requireRow(deps.services, ctx, 'note', params.id),
    body: DecisionInput,
    answers: { 202: { description: 'The note, on its way again.', schema: Note } },
    handler: ({ deps, ctx, params, body, wait, header }) =>
      decideNote(deps, ctx, params.id, { body, wait, key: messageKey(header, body) }),
  });
