import type { Tx } from '../../db/tx.ts';
import type { CompanyCipher } from '../../platform/crypto/envelope.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { change } from '../change.ts';
import type { ServiceContext } from '../context.ts';
import type { ServiceDeps } from '../deps.ts';
import { closeSunatGate } from '../sunat/sunat-gate.ts';
import { joinWaitList } from '../sunat/wait-list.ts';
import { askAboutSummary, closeDecision } from './decision-entry.ts';
import { rejectSummary } from './reject-summary.ts';
import { finalAnswer, outcomeOf, type Settled, type SettleSummaryInput } from './final-answer.ts';
import type { SummarySettlement } from './settlement.ts';
import { finishSummarySubmission } from './submission.ts';
import { type LockedSummary, lockSummary } from './summary-dossier.ts';
import { setSummaryStatus, storeSummaryCdr } from './summary-rows.ts';

interface Case {
  readonly tx: Tx;
  readonly ctx: ServiceContext;
  readonly cipher: CompanyCipher;
  readonly input: SettleSummaryInput;
  readonly file: LockedSummary;
}

/**
 * Writes SUNAT's answer about a file in one transaction. A file that has its final answer keeps it: a late answer only
 * ends its own submission.
 * @throws HubError 404
 */
export async function settleSummary(
  deps: ServiceDeps,
  ctx: ServiceContext,
  input: SettleSummaryInput,
): Promise<Settled> {
  const { settlement } = input;
  const result =
    settlement.kind === 'rejected' || settlement.kind === 'failed'
      ? await rejectSummary(deps, ctx, { ...input, settlement })
      : await change(deps, ctx, async (tx, cipher) => {
          const file = await lockSummary(tx, input.summaryId);
          if (input.submissionId) await finishSummarySubmission(tx, input.submissionId, outcomeOf(settlement));
          return (await finalAnswer(tx, file)) ?? settle({ tx, ctx, cipher, input, file });
        });
  deps.wakeRelay();
  return result;
}

async function settle(one: Case): Promise<Settled> {
  const { tx, ctx, cipher, input, file } = one;
  const { settlement, summaryId } = input;
  switch (settlement.kind) {
    case 'ticket':
      await tx.run(
        `update summary_file set status = 'pending', ticket = $3, ticket_at = now(), updated_at = now(),
                version = version + 1 where company_id = $1 and id = $2`,
        [tx.companyId, summaryId, settlement.ticket],
      );
      return { state: 'polling' };
    case 'in_process':
      await setSummaryStatus(tx, summaryId, 'pending', settlement);
      return { state: 'polling' };
    case 'accepted':
    case 'observed':
      return accept(one, settlement);
    case 'not_registered':
      await setSummaryStatus(tx, summaryId, 'pending', settlement);
      return ask(one, 'summary_not_registered', settlement);
    case 'lost':
      await setSummaryStatus(tx, summaryId, 'unknown', settlement);
      return settlement.person ? ask(one, 'summary_answer_lost', settlement) : { state: 'retry' };
    case 'configuration_error':
      // The set-up of an environment that the company has left is no reason to hold up the one in use.
      if (!file.current) {
        await setSummaryStatus(tx, summaryId, file.status === 'unknown' ? 'unknown' : 'pending', settlement);
        return { state: 'retry' };
      }
      await closeSunatGate(tx, ctx, cipher, settlement);
      return keepWaiting(one, settlement);
    case 'waiting':
      return keepWaiting(one);
    case 'retryable':
    case 'unknown': {
      // A ticket is proof that SUNAT has the file: only its answer is missing.
      const open = file.ticket === null && (settlement.kind === 'unknown' || settlement.unresolved === true);
      await setSummaryStatus(tx, summaryId, open ? 'unknown' : 'pending', settlement);
      return { state: 'retry' };
    }
    case 'rejected':
    case 'failed':
      throw new Error('A rejection is written with its successors');
  }
}

async function accept(
  { tx, ctx, cipher, file }: Case,
  settlement: Extract<SummarySettlement, { kind: 'accepted' | 'observed' }>,
): Promise<Settled> {
  const { kind, code, evidence, observations, receivedAt, cdr } = settlement;
  await writeAudit(tx, ctx, cipher, {
    ...{ action: `summary.${kind}`, entity: 'summary_file', entityId: file.summaryId },
    before: { status: file.status },
    after: { status: kind, code, evidence },
  });
  if (cdr) await storeSummaryCdr(tx, cipher, file, cdr);
  await closeDecision(tx, file.summaryId);
  await setSummaryStatus(tx, file.summaryId, kind, settlement);
  await tx.run(
    `update summary_file set evidence = $3, observations = $4, sunat_received_at = coalesce($5, now())
      where company_id = $1 and id = $2`,
    [tx.companyId, file.summaryId, evidence, JSON.stringify(observations), receivedAt ?? null],
  );
  return { state: 'finish' };
}

async function ask(
  { tx, ctx, file }: Case,
  code: 'summary_answer_lost' | 'summary_not_registered',
  answer: { readonly code: string; readonly description: string },
): Promise<Settled> {
  await askAboutSummary(tx, ctx, file, code, `${answer.code}: ${answer.description}`);
  return { state: 'decision', code };
}

/** An open question stays one while the process waits. */
async function keepWaiting(
  { tx, input, file }: Case,
  answer?: { readonly code: string; readonly description: string },
): Promise<Settled> {
  await joinWaitList(tx, input.workflowId, input.endpoint);
  await setSummaryStatus(tx, input.summaryId, file.status === 'unknown' ? 'unknown' : 'pending', answer);
  return { state: 'waiting' };
}
