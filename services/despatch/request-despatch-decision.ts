import { z } from 'zod';
import { inCompany } from '../../db/tx.ts';
import { invalid, notFound } from '../../domain/errors.ts';
import type { DespatchChanges } from '../../domain/fiscal/despatch/changes.ts';
import { authorise, type ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { line } from '../fields.ts';
import { parseInput } from '../input.ts';
import { type DecidedBy, deciderOf } from '../sales/decided-by.ts';
import { notAvailable } from '../sales/request-decision.ts';
import { Told } from './despatch-input.ts';
import { readLines } from './read-lines.ts';
import { toldDraft } from './told-draft.ts';

const DECISIONS = ['reissue', 'rebuild', 'cancel_despatch', 'retry', 'accept_as_is'] as const;
type DespatchDecisionKind = (typeof DECISIONS)[number];

/** The body of a decision about a guía. */
export const DespatchDecisionInput = z.strictObject({
  decision: z.enum(DECISIONS),
  reason: line(500, 3),
  changes: Told.optional().describe('For `reissue` and `rebuild`: what was told wrongly.'),
});

/** A decision that may be put to the process. */
export interface DespatchDecisionRequest {
  readonly workflowId: string;
  /** Of the guía before the decision: what comes after it counts as its effect. */
  readonly version: number;
  readonly decision: DespatchDecisionKind;
  readonly reason: string;
  readonly changes?: DespatchChanges;
  readonly by: DecidedBy;
}

interface Waiting {
  readonly workflow_id: string;
  readonly version: number;
  readonly options: readonly string[] | null;
}

/**
 * Checks a decision about a guía before the process is asked, which decides. `reissue` and `rebuild` may correct what
 * was told of the transport, the parties and the goods.
 * @throws HubError 404, 422, 409 `decision_not_available` when the guía does not wait for it
 */
export async function requestDespatchDecision(
  deps: ServiceDeps,
  ctx: ServiceContext,
  despatchId: string,
  body: unknown,
): Promise<DespatchDecisionRequest> {
  authorise(ctx, 'despatch_advices:decide');
  const [row] = await inCompany(deps.orm, ctx.companyId, (tx) =>
    tx.sql<Waiting>(
      `select workflow_id, version,
              (select array_agg(o) from attention a, unnest(a.options) o
                where a.company_id = despatch_advice.company_id and a.despatch_id = despatch_advice.id
                  and a.closed_at is null) as options
         from despatch_advice where company_id = $1 and id = $2`,
      [tx.companyId, despatchId],
    ),
  );
  if (!row) throw notFound();
  const { decision, reason, changes: told } = parseInput(DespatchDecisionInput, body);
  if (told !== undefined && decision !== 'reissue' && decision !== 'rebuild') {
    const detail = 'Solo una reemisión o un archivo rehecho llevan cambios.';
    throw invalid([{ pointer: '/changes', code: 'changes_not_allowed', detail }]);
  }
  const { workflow_id: workflowId, version, options } = row;
  if (!options?.includes(decision)) throw notAvailable(options);
  const corrected = told && (await changesOf(deps, ctx, told));
  return { workflowId, version, decision, reason, by: deciderOf(ctx), ...(corrected && { changes: corrected }) };
}

async function changesOf(deps: ServiceDeps, ctx: ServiceContext, told: Told): Promise<DespatchChanges> {
  const { lines } = told;
  if (lines === undefined) return toldDraft(told);
  const read = await inCompany(deps.orm, ctx.companyId, (tx) => readLines(tx, lines));
  return { ...toldDraft(told), lines: read };
}
