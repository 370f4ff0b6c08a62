import { inCompany } from '../../db/tx.ts';
import { notFound } from '../../domain/errors.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { parseInput } from '../input.ts';
import { type DecidedBy, deciderOf } from '../sales/decided-by.ts';
import { DecisionInput } from '../sales/decision-input.ts';
import { notAvailable } from '../sales/request-decision.ts';
import type { VoidDecision } from './stand-void-still.ts';

/** A decision that may be put to the process. */
export interface VoidDecisionRequest {
  readonly workflowId: string;
  /** Of the voiding before the decision: what comes after it counts as its effect. */
  readonly version: number;
  readonly decision: VoidDecision;
  readonly reason: string;
  readonly by: DecidedBy;
}

const DECISIONS: readonly string[] = ['retry', 'credit_note', 'cancel_void', 'accept_as_is'];
const isVoidDecision = (decision: string): decision is VoidDecision => DECISIONS.includes(decision);

/**
 * Checks a decision about a voiding before the process is asked, which decides.
 * @throws HubError 404, 422, 409 `decision_not_available` when the voiding does not wait for it
 */
export async function requestVoidDecision(
  deps: ServiceDeps,
  ctx: ServiceContext,
  voidId: string,
  body: unknown,
): Promise<VoidDecisionRequest> {
  authorise(ctx, 'documents:void');
  const [row] = await inCompany(deps.orm, ctx.companyId, (tx) =>
    tx.sql<{ workflow_id: string; version: number; options: readonly string[] | null }>(
      `select workflow_id, version, (select array_agg(o) from attention a, unnest(a.options) o
                where a.company_id = v.company_id and a.subject_id = v.id and a.closed_at is null) as options
         from document_void v where company_id = $1 and id = $2`,
      [tx.companyId, voidId],
    ),
  );
  if (!row) throw notFound();
  const { decision, reason } = parseInput(DecisionInput, body);
  if (!row.options?.includes(decision) || !isVoidDecision(decision)) throw notAvailable(row.options);
  const { workflow_id: workflowId, version } = row;
  return { workflowId, version, decision, reason, by: deciderOf(ctx) };
}
