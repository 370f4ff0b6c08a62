import type { Tx } from '../../db/tx.ts';
import { change } from '../change.ts';
import type { ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import type { TaxEnvironment } from '../sunat/dossier.ts';
import { isGateOpen } from '../sunat/sunat-gate.ts';
import { joinWaitList, leaveWaitList } from '../sunat/wait-list.ts';
import { openDecision } from './decision-entry.ts';
import { planSummary } from './plan-summary.ts';
import type { SummaryResult } from './settlement.ts';
import { setSummaryStatus, successorsOf } from './summary-rows.ts';
import { closeOpenSummarySubmissions, insertSummarySubmission } from './submission.ts';
import { readSummaryDossier, type SummaryDossier } from './summary-dossier.ts';

export interface PrepareSummaryInput {
  readonly summaryId: string;
  readonly workflowId: string;
  /** The endpoint of the environment, and whether its breaker lets nothing through now. */
  readonly endpointOf: (
    environment: TaxEnvironment,
    oseUrl: string | null,
    kind: string,
  ) => { endpoint: string; open: boolean };
}

export type PreparedSummary =
  | { readonly step: 'done'; readonly result: SummaryResult }
  /** SUNAT has accepted it; lines are left to be settled. */
  | { readonly step: 'finish' }
  | { readonly step: 'find_out'; readonly dossier: SummaryDossier }
  | { readonly step: 'send' | 'poll'; readonly dossier: SummaryDossier; readonly submissionId: string };

/**
 * Decides in one transaction what is done about a file now, and notes the call before it leaves. Run again after the
 * answer is known, it tells that answer.
 * @throws HubError 404
 */
export async function prepareSummary(
  deps: ServiceDeps,
  ctx: ServiceContext,
  input: PrepareSummaryInput,
): Promise<PreparedSummary> {
  return change(deps, ctx, async (tx, cipher): Promise<PreparedSummary> => {
    const dossier = await readSummaryDossier(tx, cipher, input.summaryId);
    const known = await knownResult(tx, dossier);
    if (known) {
      await leaveWaitList(tx, input.workflowId);
      return { step: 'done', result: known };
    }
    const { endpoint, open } = input.endpointOf(dossier.environment, dossier.oseUrl, dossier.kind);
    // The gate is of the environment in use: what was left behind in another one does not wait for it.
    const gateOpen = (await isGateOpen(tx)) || !dossier.current;
    const plan = planSummary(dossier, { gateOpen, breakerOpen: open });
    switch (plan) {
      case 'finish':
        return { step: 'finish' };
      case 'wait':
        await joinWaitList(tx, input.workflowId, endpoint);
        await setSummaryStatus(tx, input.summaryId, stillOpen(dossier) ? 'unknown' : 'pending');
        return { step: 'done', result: { state: 'waiting' } };
      case 'find_out':
        await leaveWaitList(tx, input.workflowId);
        return { step: 'find_out', dossier };
      case 'send':
      case 'poll':
        return { step: plan, dossier, submissionId: await begin(tx, ctx, dossier, plan) };
    }
  });
}

/** An attempt whose process died stays an open question also while it waits. */
const stillOpen = ({ status, submissions }: SummaryDossier): boolean =>
  status === 'unknown' || submissions.some(({ operation, outcome }) => operation === 'sendSummary' && outcome === null);

async function begin(tx: Tx, ctx: ServiceContext, dossier: SummaryDossier, plan: 'send' | 'poll'): Promise<string> {
  const { summaryId, workflowId } = dossier;
  await closeOpenSummarySubmissions(tx, summaryId);
  await leaveWaitList(tx, workflowId);
  if (plan === 'send') await setSummaryStatus(tx, summaryId, 'sending');
  const operation = plan === 'send' ? 'sendSummary' : 'getStatus';
  return insertSummarySubmission(tx, { summaryId, operation }, ctx.requestId);
}

async function knownResult(tx: Tx, { summaryId, status, settled }: SummaryDossier): Promise<SummaryResult | undefined> {
  if (settled && (status === 'accepted' || status === 'observed' || status === 'rejected'))
    return { state: 'settled', status, next: status === 'rejected' ? await successorsOf(tx, summaryId) : [] };
  const code = await openDecision(tx, summaryId);
  return code === undefined ? undefined : { state: 'decision', code };
}
