import { inCompany } from '../../db/tx.ts';
import { invalid, notFound } from '../../domain/errors.ts';
import type { NoteType } from '../../domain/fiscal/note.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { parseInput } from '../input.ts';
import { type DecidedBy, deciderOf } from '../sales/decided-by.ts';
import { DecisionInput } from '../sales/decision-input.ts';
import { notAvailable } from '../sales/request-decision.ts';

/** A decision that may be put to the process. */
export interface NoteDecisionRequest {
  readonly kind: NoteType;
  readonly workflowId: string;
  /** Of the note before the decision: what comes after it counts as its effect. */
  readonly version: number;
  readonly decision: 'reissue' | 'rebuild' | 'cancel_note' | 'retry';
  readonly reason: string;
  readonly by: DecidedBy;
}

interface Waiting {
  readonly kind: NoteType;
  readonly workflow_id: string;
  readonly version: number;
  readonly options: readonly string[] | null;
}

/**
 * Checks a decision about a note before the process is asked, which decides. A note is reissued as it is.
 * @throws HubError 404, 422, 409 `decision_not_available` when the note does not wait for it
 */
export async function requestNoteDecision(
  deps: ServiceDeps,
  ctx: ServiceContext,
  noteId: string,
  body: unknown,
): Promise<NoteDecisionRequest> {
  authorise(ctx, 'notes:decide');
  const [note] = await inCompany(deps.orm, ctx.companyId, (tx) =>
    tx.sql<Waiting>(
      `select kind, workflow_id, version,
              (select array_agg(o) from attention a, unnest(a.options) o
                where a.company_id = note.company_id and a.note_id = note.id and a.closed_at is null) as options
         from note where company_id = $1 and id = $2`,
      [tx.companyId, noteId],
    ),
  );
  if (!note) throw notFound();
  const { decision, reason, changes } = parseInput(DecisionInput, body);
  if (changes !== undefined) {
    const detail = 'Una nota se reemite sin cambios.';
    throw invalid([{ pointer: '/changes', code: 'changes_not_allowed', detail }]);
  }
  const { kind, workflow_id: workflowId, version, options } = note;
  if (!options?.includes(decision) || !isNoteDecision(decision)) throw notAvailable(options);
  return { kind, workflowId, version, decision, reason, by: deciderOf(ctx) };
}

const isNoteDecision = (decision: string): decision is NoteDecisionRequest['decision'] =>
  ['reissue', 'rebuild', 'cancel_note', 'retry'].includes(decision);
